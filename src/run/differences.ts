import { markerMember, maxItemsMember } from '../contracts/listing.ts';
import { configMember, etagMember, idMember, operationOf, resourceOf } from '../contracts/resource.ts';
import type { Contract } from '../core/contract.ts';
import type { Difference } from '../core/difference.ts';
import type { Expectation } from '../core/expectation.ts';
import type { Json } from '../core/json.ts';
import type { Phase, RuleInfo } from '../core/rule.ts';
import type { Step, ViolationDetails } from '../core/test-context.ts';
import { acceptance, memberPlace } from '../rules/differences.ts';
import { accepted, outcomeText, refused } from '../rules/expect.ts';
import { isServerError } from '../rules/server-error.ts';
import type { RunState } from './state.ts';

/**
 * All that is wrong with the answers of a violation, for a machine: what the rule says of it, else what the decisive answer
 * itself shows beside what was allowed.
 */
export function differencesOf(
  state: RunState,
  rule: RuleInfo,
  violation: ViolationDetails,
  phase: Phase,
): Difference[] {
  if (violation.differences && violation.differences.length > 0) return [...violation.differences];
  const { options } = state;
  const { operation } = violation;
  const unknown: Difference = { kind: phase === 'concurrency' ? 'race' : 'broken', operation, about: rule.id };
  const step = violation.steps.at(-1);
  if (!step) return [unknown];
  const observed = outcomeText(step.outcome);
  const place = violation.path && { place: memberPlace(violation.path) };
  if (isServerError(step.outcome)) {
    const about = partOf(options.contract, step.call);
    return [{ kind: 'fails', operation: step.call.operation, about, observed }];
  }
  const { wanted } = violation;
  if (phase === 'concurrency' || !wanted) return [{ ...unknown, ...place }];
  if (accepted(step.outcome)) return wanted.success ? [unknown] : acceptances(state, rule, step, wanted);
  if (!refused(step.outcome)) return [unknown];
  const called = step.call.operation;
  if (wanted.success) return [{ kind: 'refuses', operation: called, ...place, observed }];
  const codes = wanted.refusal === 'any' ? [] : wanted.refusal;
  return [{ kind: 'code', operation: called, expected: codes.join(' or '), observed }];
}

/** A request that should have been refused, once for each constraint that it breaks; else by what is wrong in its address. */
function acceptances(
  { context: shared, options: { contract } }: RunState,
  rule: RuleInfo,
  { call, outcome }: Step,
  { refusal }: Expectation,
): Difference[] {
  const { operation, input } = call;
  const observed = outcomeText(outcome);
  const unversioned = withoutVersion(contract, call);
  const broken = call.changed
    ? []
    : shared.classify(operation, input).broken.filter(({ path }) => path.join('.') !== unversioned);
  if (broken.length > 0)
    return broken.map((one) => ({
      kind: 'accepts',
      operation,
      place: memberPlace(one.path),
      about: one.rule,
      observed,
    }));
  const about = addressProblem(contract, call, refusal) ?? (refusal === 'any' ? rule.id : refusal.join(' or '));
  return [acceptance(operation, about, outcome)];
}

/** What is wrong with the id or the version that a request names, by the errors that are due. */
function addressProblem(
  contract: Contract,
  { operation, input, changed }: Step['call'],
  refusal: Expectation['refusal'],
): string | undefined {
  const all = Object.values(contract.resources);
  if (refusal !== 'any' && refusal.length === 1 && all.some(({ errors }) => refusal[0] === errors.notFound))
    return 'an id that names nothing';
  if (changed) return undefined;
  const versions = all.flatMap(({ errors }) => [errors.missingIfMatch, ...errors.staleIfMatch]);
  const isOfVersion = refusal === 'any' || refusal.some((code) => versions.includes(code));
  if (isOfVersion && withoutVersion(contract, { operation, input }) !== undefined) return 'no If-Match';
  const found = resourceOf(contract, operation, 'update', 'delete');
  if (!found) return undefined;
  const { staleIfMatch } = found.errors;
  return refusal !== 'any' && staleIfMatch.every((code) => refusal.includes(code)) ? 'an earlier If-Match' : undefined;
}

/** The member that names a version and is not in the request, although the operation has it. */
function withoutVersion(contract: Contract, { operation, input }: Step['call']): string | undefined {
  const members = Object.values(contract.resources).map(etagMember);
  const { input: shape } = contract.operations[operation]!;
  return members.find((member) => contract.$defs[shape]?.properties?.[member] && input[member] === undefined);
}

/** Whether an If-Match is not one bare ETag. */
const isUnusual = (value: Json | undefined): boolean => typeof value === 'string' && !/^[\w-]{1,200}$/.test(value);

/** The part of a request that is likely what a server fails on: the document, a parameter, or the id. */
function partOf(contract: RunState['options']['contract'], { operation, input }: Step['call']): string {
  const resource = resourceOf(contract, operation);
  if (!resource) return operation;
  if (isUnusual(input[etagMember(resource)])) return `${resource.name} ${etagMember(resource)}`;
  const parts = [
    configMember(resource),
    ...(operationOf(resource, 'list') ? [maxItemsMember(resource), markerMember(resource)] : []),
    idMember(resource),
  ];
  const members = contract.$defs[contract.operations[operation]!.input]?.properties;
  const isBody = (part: string): boolean => part === configMember(resource) && members?.[part] !== undefined;
  const found = parts.find((part) => input[part] !== undefined || isBody(part)) ?? '';
  return `${resource.name} ${found}`.trim();
}
