import { operationOf } from '../../contracts/resource.ts';
import type { Contract, Resource } from '../../core/contract.ts';
import type { JsonObject } from '../../core/json.ts';
import type { Outcome } from '../../core/outcome.ts';
import type { ResourceHandle } from '../../core/resource-handle.ts';
import type { ActiveRule } from '../../core/rule.ts';
import { RuleViolation, type TestContext, type ViolationDetails } from '../../core/test-context.ts';
import {
  type ConstraintCase,
  edgeCases,
  edgesTogether,
  violationArbitrary,
  violationCases,
} from '../../schema/cases.ts';
import { type Constraint, constraints } from '../../schema/constraints.ts';
import { keywordOf } from '../../schema/keywords/index.ts';
import { drawnUnusual, unusualCasesOf, unusualKinds } from '../dictionary/unusual.ts';
import { accepted, outcomeText, refused, rejectCircumstantial } from '../expect.ts';
import { foundElsewhere } from '../hindered.ts';
import { forAll } from '../property.ts';
import { createResource, handleOf, release, remove, resolveReferences, updated } from '../resource-handle.ts';
import { withSharedResourceForUpdates } from '../shared-fixture.ts';
import { expectAccepted } from './expect-accepted.ts';

/** One documented constraint and the writing operations whose input it is part of. */
interface WrittenConstraint {
  constraint: Constraint;
  resource: Resource;
  operation: string;
}

/**
 * A rule for each documented constraint on what a resource can be created or updated with: what breaks it is refused,
 * and what only just keeps it is accepted. Resources that others merely need are left alone.
 */
export function constraintRules(contract: Contract): ActiveRule[] {
  const byId = new Map<string, WrittenConstraint[]>();
  for (const resource of Object.values(contract.resources)) {
    if (resource.minimal !== undefined) continue;
    for (const operation of [operationOf(resource, 'create'), operationOf(resource, 'update')]) {
      for (const constraint of constraints(contract, contract.operations[operation]!.input)) {
        if (
          constraint.site.path.length === 1 &&
          constraint.site.node.binding &&
          !('payload' in constraint.site.node.binding)
        )
          continue;
        byId.set(constraint.id, [...(byId.get(constraint.id) ?? []), { constraint, resource, operation }]);
      }
    }
  }
  const all = [...byId.values()].flat();
  return [...byId].map(([id, judged]) => {
    const { constraint } = judged[0]!;
    const created = judged.filter(({ resource, operation }) => operation === operationOf(resource, 'create'));
    const updated = judged.filter((one) => !created.includes(one));
    return {
      kind: 'active',
      id,
      evidence: constraint.basis.evidence,
      demands: keywordOf(constraint.keyword).demand?.(constraint.value, constraint.site) ?? id,
      citations: constraint.basis.citations,
      operations: judged.map(({ operation }) => operation),
      phases: [
        ...(created.length > 0 ? (['nearest'] as const) : []),
        ...(updated.length > 0 ? (['updates'] as const) : []),
        'edges',
        'random',
      ],
      needs: [],
      usesShared: ['updates'],
      check: (lane, phase) =>
        phase === 'nearest'
          ? each(lane, created, nearest)
          : phase === 'updates'
            ? each(lane, updated, (_, one) => nearestUpdate(lane, one, all))
            : each(lane, judged, phase === 'edges' ? edges : random),
    };
  });
}

async function each(
  lane: TestContext,
  judged: readonly WrittenConstraint[],
  check: (lane: TestContext, one: WrittenConstraint) => Promise<void>,
): Promise<void> {
  for (const one of judged) {
    if (lane.absent(one.operation)) continue;
    try {
      await check(lane, one);
    } catch (error) {
      if (!(error instanceof RuleViolation)) throw error;
      lane.reportViolation(error.violation);
    }
  }
}

/** Of the cases of a constraint the one that costs least and tells most: the nearest that breaks it. */
async function nearest(lane: TestContext, one: WrittenConstraint, handle?: ResourceHandle): Promise<void> {
  const { contract } = lane;
  const [violation] = violationCases(contract, contract.operations[one.operation]!.input, one.constraint);
  if (violation) await mustBeRefused(lane, one, handle, violation);
}

/** The nearest that breaks it and the nearest that keeps it, on a resource that other rules update as well. */
async function nearestUpdate(
  lane: TestContext,
  one: WrittenConstraint,
  all: readonly WrittenConstraint[],
): Promise<void> {
  const { contract } = lane;
  const { operation, resource, constraint } = one;
  await withSharedResourceForUpdates(lane, resource, async (handle) => {
    await nearest(lane, one, handle);
    if (!isStale(resource, lane.steps.at(-1)?.outcome)) return 'reuse';
    // A refused update changed the version, so this one was refused for that.
    await onOwn(lane, one, nearest);
    return 'discard';
  });
  const kept = await lane.fixture(`edges of ${operation}`, (own) => keptTogether(own, resource, all));
  if (kept.has(constraint.id)) return lane.recordCheck(operation);
  const [edge] = edgeCases(contract, contract.operations[operation]!.input, constraint);
  if (!edge) return;
  await withSharedResourceForUpdates(lane, resource, async (handle) => {
    await mustBeAccepted(lane, one, handle, edge);
    return 'reuse';
  });
}

/** The constraints whose nearest edges are accepted where a request shows as many of them as it can. */
async function keptTogether(
  lane: TestContext,
  resource: Resource,
  all: readonly WrittenConstraint[],
): Promise<Set<string>> {
  const { contract } = lane;
  const update = operationOf(resource, 'update');
  const constraints = all.filter(({ operation }) => operation === update).map(({ constraint }) => constraint);
  const { input: shape } = contract.operations[update]!;
  // Its names are bound later.
  const mayFit = (input: JsonObject): boolean => lane.classify(update, input).answer !== 'broken';
  const kept = new Set<string>();
  for (const { input, shown } of edgesTogether(contract, shape, constraints, mayFit)) {
    await withSharedResourceForUpdates(lane, resource, async (handle) => {
      const sent = await resolveReferences(lane, update, input, handle);
      if (lane.classify(update, sent).answer !== 'supported') return 'reuse';
      const outcome = await lane.send(update, sent);
      updated(handle, sent, outcome);
      if (accepted(outcome)) for (const { constraint } of shown) kept.add(constraint.id);
      return outcome.kind === 'response' || outcome.kind === 'refused' ? 'reuse' : 'discard';
    });
  }
  return kept;
}

const isStale = ({ errors }: Resource, outcome: Outcome | undefined): boolean =>
  outcome?.kind === 'refused' && errors.staleIfMatch.includes(outcome.error.code);

/** On a resource of its own, where it needs one. */
async function onOwn(
  lane: TestContext,
  one: WrittenConstraint,
  check: (lane: TestContext, one: WrittenConstraint, handle: ResourceHandle | undefined) => Promise<void>,
): Promise<void> {
  const { resource, operation } = one;
  const handle = operation === operationOf(resource, 'update') ? await createResource(lane, resource) : undefined;
  await check(lane, one, handle);
  if (handle) await release(lane, handle);
}

const edges = (lane: TestContext, one: WrittenConstraint): Promise<void> =>
  onOwn(lane, one, async (_, { operation, constraint }, handle) => {
    const { input: shape } = lane.contract.operations[operation]!;
    // The nearest has phases of its own.
    for (const violation of violationCases(lane.contract, shape, constraint).slice(1))
      await mustBeRefused(lane, one, handle, violation);
    for (const edge of edgeCases(lane.contract, shape, constraint)) await mustBeAccepted(lane, one, handle, edge);
  });

const random = (lane: TestContext, one: WrittenConstraint): Promise<void> =>
  onOwn(lane, one, async (_, { operation, constraint }, handle) => {
    const { input: shape } = lane.contract.operations[operation]!;
    const violations = violationArbitrary(lane.contract, shape, constraint);
    if (violations) await forAll(lane, violations, (violation) => mustBeRefused(lane, one, handle, violation));
    for (const unusual of unusualCases(lane, one)) await mustBeRefused(lane, one, handle, unusual);
  });

/** Requests with values of the dictionary that break a constraint. */
function unusualCases(lane: TestContext, { constraint, operation }: WrittenConstraint): ConstraintCase[] {
  const { contract, seed, runs, classify } = lane;
  const values = drawnUnusual(unusualKinds(constraint.site.node), seed);
  const breaks = ({ input }: ConstraintCase): boolean =>
    classify(operation, input).broken.some(({ rule }) => rule === constraint.id);
  return unusualCasesOf(contract, operation, constraint.site, values).filter(breaks).slice(0, Math.min(runs, UNUSUAL));
}

/** Most values of the dictionary that are tried on one constraint. */
const UNUSUAL = 20;

/** Sends a case that breaks the constraint. Throws RuleViolation if it is accepted. */
async function mustBeRefused(
  lane: TestContext,
  one: WrittenConstraint,
  handle: ResourceHandle | undefined,
  { name, input, supported }: ConstraintCase,
): Promise<void> {
  const { constraint, operation, resource } = one;
  const sent = await resolveReferences(lane, operation, input, handle, constraint.site.path);
  // What is sent is judged as it is, whatever it was made for.
  if (!lane.classify(operation, sent).broken.some(({ rule }) => rule === constraint.id)) return;
  const outcome = await lane.send(operation, sent);
  lane.recordCheck(operation);
  if (!accepted(outcome)) return;
  const violation: ViolationDetails = {
    operation,
    expected: `a refusal: ${keywordOf(constraint.keyword).demand?.(constraint.value, constraint.site)} (${name})`,
    actual: `the request was accepted (${outcomeText(outcome)})`,
    wanted: { success: false, refusal: 'any' },
    steps: steps(lane, handle),
    path: constraint.site.path,
    supported: supported,
  };
  await settle(lane, resource, handle, sent, outcome);
  throw new RuleViolation(violation);
}

/** Sends a supported case from the edge of the constraint. Throws RuleViolation if it is refused. */
async function mustBeAccepted(
  lane: TestContext,
  one: WrittenConstraint,
  handle: ResourceHandle | undefined,
  { name, input, supported }: ConstraintCase,
): Promise<void> {
  const { constraint, operation, resource } = one;
  const sent = await resolveReferences(lane, operation, input, handle, constraint.site.path);
  if (lane.classify(operation, sent).answer !== 'supported') return;
  const outcome = await lane.send(operation, sent);
  rejectCircumstantial(lane.contract, operation, outcome);
  // A refused update changed the version: that is a matter of another rule.
  if (isStale(resource, outcome))
    throw foundElsewhere(`${operation} was refused for its version`, operation, [
      'lifecycle.update.refused-changes-nothing',
    ]);
  lane.recordCheck(operation);
  if (refused(outcome)) {
    const found = new RuleViolation({
      operation,
      expected: `success, because ${keywordOf(constraint.keyword).demand?.(constraint.value, constraint.site)} here (${name})`,
      actual: `refused: ${outcomeText(outcome)}`,
      wanted: { success: true, refusal: [] },
      steps: steps(lane, handle),
      path: constraint.site.path,
      supported,
      after: lane.sent,
    });
    await expectAccepted(lane, resource, operation, constraint.site, handle);
    throw found;
  }
  await settle(lane, resource, handle, sent, outcome);
}

/** After an accepted request: what was created is deleted, what was updated is known anew. */
async function settle(
  lane: TestContext,
  resource: Resource,
  handle: ResourceHandle | undefined,
  sent: JsonObject,
  outcome: Parameters<typeof handleOf>[2],
): Promise<void> {
  if (handle) return updated(handle, sent, outcome);
  const created = handleOf(resource, sent, outcome);
  if (created) await remove(lane, created);
}

/** The calls that show it: the last one, and the create that it needs. */
function steps(lane: TestContext, handle: ResourceHandle | undefined): ViolationDetails['steps'] {
  const last = lane.steps.slice(-1);
  return handle ? [handle.made, ...last] : last;
}
