import {
  configInput,
  configMember,
  configSent,
  creatorsOf,
  etagMember,
  operationOf,
} from '../../contracts/resource.ts';
import type { Contract, Resource } from '../../core/contract.ts';
import type { Expectation } from '../../core/expectation.ts';
import type { Json, JsonObject, Path } from '../../core/json.ts';
import { valueAt } from '../../core/path.ts';
import type { ResourceHandle } from '../../core/resource-handle.ts';
import type { ActiveRule } from '../../core/rule.ts';
import type { TestContext, ViolationDetails } from '../../core/test-context.ts';
import { minimalExample } from '../../schema/arbitrary.ts';
import { edgeCases, violationCases } from '../../schema/cases.ts';
import { type Constraint, constraints } from '../../schema/constraints.ts';
import { keywordOf } from '../../schema/keywords/index.ts';
import { accepted, outcomeText, refused, rejectCircumstantial } from '../expect.ts';
import { createResource, resolveReferences, updated } from '../resource-handle.ts';
import { uniqueText } from '../unique.ts';

interface JudgedConstraint {
  constraint: Constraint;
  operation: string;
}

/** The verdict on one constraint. */
interface ConstraintResult {
  judged: string[];
  violations: ViolationDetails[];
}

/**
 * Rules on documented constraints of resources that others merely need: slow and billed, so one of them serves all rules
 * of a run, only the members that the contract names are varied, and a create is only tried with what breaks it.
 */
export function neededRules(contract: Contract): ActiveRule[] {
  return Object.values(contract.resources).flatMap((resource) => {
    if (resource.minimal === undefined) return [];
    const all = judgedOn(contract, resource);
    const fixture = `constraints of ${resource.name}`;
    return [...new Set(all.map(({ constraint }) => constraint.id))].map((id) => {
      const mine = all.filter(({ constraint }) => constraint.id === id);
      const { keyword, value, site, basis } = mine[0]!.constraint;
      return {
        kind: 'active',
        id,
        evidence: basis.evidence,
        demands: keywordOf(keyword).demand?.(value, site) ?? id,
        citations: basis.citations,
        operations: mine.map(({ operation }) => operation),
        phases: ['workflow' as const],
        needs: [operationOf(resource, 'create'), operationOf(resource, 'update'), operationOf(resource, 'delete')],
        fixture,
        async check(lane: TestContext) {
          const results = await lane.fixture(fixture, (context) => judgeAll(context, resource, all));
          const { judged, violations } = results.get(id)!;
          for (const operation of judged) lane.recordCheck(operation);
          for (const violation of violations) lane.reportViolation(violation);
        },
      };
    });
  });
}

/** The constraints on the varied members of what creates and updates a resource. */
export function judgedOn(contract: Contract, resource: Resource): JudgedConstraint[] {
  const { varied = [] } = resource;
  const isVaried = ({ site: { path } }: Constraint): boolean =>
    path[0] === configMember(resource) && varied.includes(String(path[1]));
  return [...creatorsOf(contract, resource), operationOf(resource, 'update')].flatMap((operation) => {
    const whole = operation === operationOf(resource, 'create') || operation === operationOf(resource, 'update');
    return (
      constraints(contract, contract.operations[operation]!.input)
        // What becomes of a write without its version is a matter of other rules.
        .filter(({ site }) => site.member !== etagMember(resource))
        .filter((one) => !whole || isVaried(one) || isSampled(contract, resource, operation, one))
        .map((constraint) => ({ constraint, operation }))
    );
  });
}

/** Whether a constraint speaks of several members and something in a sample breaks it when changed. */
function isSampled(contract: Contract, resource: Resource, operation: string, constraint: Constraint): boolean {
  const { minimal } = resource;
  if (!keywordOf(constraint.keyword).between || constraint.site.path[0] !== configMember(resource)) return false;
  const base = sampled(resource, configInput(resource, minimal!), constraint);
  if (valueAt(base, constraint.site.path.slice(0, -1)) === undefined) return false;
  return violationCases(contract, contract.operations[operation]!.input, constraint, base).length > 0;
}

/** A request with the sample of the member in which a constraint on several members lies. */
function sampled(resource: Resource, input: JsonObject, { site }: Constraint): JsonObject {
  const member = String(site.path[1]);
  const sample = resource.samples?.[member];
  if (sample === undefined) return input;
  return { ...input, [configMember(resource)]: { ...(configSent(resource, input) as JsonObject), [member]: sample } };
}

async function judgeAll(
  lane: TestContext,
  resource: Resource,
  all: JudgedConstraint[],
): Promise<Map<string, ConstraintResult>> {
  const fresh = (): Promise<ResourceHandle> =>
    createResource(lane, resource, configInput(resource, resource.original ?? resource.minimal!));
  let handle = await fresh();
  const results = new Map<string, ConstraintResult>();
  for (const { constraint, operation } of all) {
    const result = results.get(constraint.id) ?? { judged: [], violations: [] };
    results.set(constraint.id, result);
    if (lane.absent(operation)) continue;
    const spoiled = await judgeOne(lane, handle, constraint, operation, result);
    // What a broken update left there would have a say in every answer from then on.
    if (spoiled) handle = await fresh();
  }
  return results;
}

/** Judges one constraint on one operation. Gives whether the held resource took an update that breaks it. */
async function judgeOne(
  lane: TestContext,
  handle: ResourceHandle,
  constraint: Constraint,
  operation: string,
  result: ConstraintResult,
): Promise<boolean> {
  const { contract } = lane;
  const shape = contract.operations[operation]!.input;
  const demand = keywordOf(constraint.keyword).demand?.(constraint.value, constraint.site) ?? constraint.id;
  const report = (wanted: Expectation, expected: string, actual: string, supported: JsonObject): void => {
    const steps = [
      ...(operation === operationOf(handle.resource, 'create') ? [] : [handle.made]),
      ...lane.steps.slice(-1),
    ];
    result.violations.push({ operation, expected, actual, wanted, steps, path: constraint.site.path, supported });
  };
  for (const { name, input, supported } of violationCases(
    contract,
    shape,
    constraint,
    baseFor(lane, operation, handle, constraint),
  )) {
    const sent = await addressed(lane, operation, input, handle, constraint.site.path);
    if (!lane.classify(operation, sent).broken.some(({ rule }) => rule === constraint.id)) continue;
    const outcome = await lane.send(operation, sent);
    result.judged.push(operation);
    if (!accepted(outcome)) continue;
    report(REFUSAL, `a refusal: ${demand} (${name})`, `the request was accepted (${outcomeText(outcome)})`, supported);
    return operation === operationOf(handle.resource, 'update');
  }
  // What a sample speaks of need not exist, so that only what breaks it is tried.
  if (operation !== operationOf(handle.resource, 'update') || keywordOf(constraint.keyword).between) return false;
  for (const { name, input, supported } of edgeCases(
    contract,
    shape,
    constraint,
    requestFor(lane, operation, handle),
  )) {
    const sent = await addressed(lane, operation, input, handle, constraint.site.path);
    const { answer, open } = lane.classify(operation, sent);
    if (answer === 'broken') continue;
    const outcome = await lane.send(operation, sent);
    rejectCircumstantial(contract, operation, outcome);
    result.judged.push(operation);
    if (refused(outcome) && !open.some(({ path }) => isWithin(path, constraint.site.path)))
      report(SUCCESS, `success, because ${demand} here (${name})`, `refused: ${outcomeText(outcome)}`, supported);
    updated(handle, sent, outcome);
  }
  return false;
}

const REFUSAL: Expectation = { success: false, refusal: 'any' };
const SUCCESS: Expectation = { success: true, refusal: [] };

/** Whether a place is another one or inside of it. */
const isWithin = (path: Path, other: Path): boolean => other.every((key, index) => path[index] === key);

/** The request that is changed to break a constraint. */
function baseFor(lane: TestContext, operation: string, handle: ResourceHandle, constraint: Constraint): JsonObject {
  const request = requestFor(lane, operation, handle);
  return keywordOf(constraint.keyword).between ? sampled(handle.resource, request, constraint) : request;
}

/** A supported request of an operation that makes or changes such a resource. */
function requestFor(lane: TestContext, operation: string, handle: ResourceHandle): JsonObject {
  const { resource } = handle;
  if (operation === operationOf(resource, 'create')) return configInput(resource, resource.minimal!);
  if (operation === operationOf(resource, 'update')) return configInput(resource, handle.config);
  const input = minimalExample(lane.contract, lane.contract.operations[operation]!.input);
  const members = lane.contract.$defs[lane.contract.operations[operation]!.input]?.properties ?? {};
  const filled = Object.entries(input).map(([member, value]): [string, Json | undefined] => {
    const { binding } = members[member]!;
    if (binding && 'label' in binding) return [member, handle.id];
    if (member === etagMember(resource)) return [member, handle.etag];
    return [member, resource.unique?.some(({ path }) => path[0] === member) ? uniqueText(lane) : value];
  });
  return Object.fromEntries(filled);
}

/** The input with the names, versions and unique values of this moment, where the operation is one of the resource's own. */
async function addressed(
  lane: TestContext,
  operation: string,
  input: JsonObject,
  handle: ResourceHandle,
  about: Path,
): Promise<JsonObject> {
  const create = operationOf(handle.resource, 'create');
  const update = operationOf(handle.resource, 'update');
  if (operation === create) return resolveReferences(lane, operation, input);
  return operation === update ? resolveReferences(lane, operation, input, handle, about) : input;
}
