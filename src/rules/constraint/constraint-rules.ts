import type { Contract, Resource } from '../../core/contract.ts';
import type { JsonObject } from '../../core/json.ts';
import { type Breakage, Broken, type Lane } from '../../core/lane.ts';
import type { Outcome } from '../../core/outcome.ts';
import type { ActiveRule, Phase } from '../../core/rule.ts';
import { type Case, edgeCases, violationArbitrary, violationCases } from '../../schema/cases.ts';
import { type Constraint, constraints } from '../../schema/constraints.ts';
import { keywordOf } from '../../schema/keywords/index.ts';
import { accepted, outcomeText, refused, rejectCircumstantial } from '../expect.ts';
import { bound, type Held, heldOf, hold, release, updated } from '../held.ts';
import { forAll } from '../property.ts';

/** Rules of a group share a subject, and a machine where a run is divided among several. */
const GROUPS = 6;

/** One documented constraint and the writing operations whose input it is part of. */
interface Judged {
  constraint: Constraint;
  resource: Resource;
  operation: string;
}

/**
 * A rule for each documented constraint on what a resource can be created or updated with: what breaks it is refused,
 * and what only just keeps it is accepted. Resources that others merely need are left alone.
 */
export function constraintRules(contract: Contract): ActiveRule[] {
  const byId = new Map<string, Judged[]>();
  for (const resource of Object.values(contract.resources)) {
    if (resource.minimal !== undefined) continue;
    for (const operation of [resource.operations.create, resource.operations.update]) {
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
  return [...byId].map(([id, judged], index) => {
    const { constraint } = judged[0]!;
    const shares = `constraints ${index % GROUPS}`;
    return {
      id,
      evidence: constraint.basis.evidence,
      demands: keywordOf(constraint.keyword).demand?.(constraint.value, constraint.site) ?? id,
      citations: constraint.basis.citations,
      operations: judged.map(({ operation }) => operation),
      phases: ['nearest', 'edges', 'random'],
      needs: [],
      shares,
      check: (lane, phase) => check(lane, phase, judged, shares),
    };
  });
}

async function check(lane: Lane, phase: Phase, judged: Judged[], shares: string): Promise<void> {
  for (const one of judged) {
    const subject = phase === 'nearest' ? await common(lane, one, shares) : await prepare(lane, one);
    try {
      if (phase === 'nearest') await nearest(lane, one, subject);
      else await (phase === 'edges' ? edges(lane, one, subject) : random(lane, one, subject));
    } catch (error) {
      if (!(error instanceof Broken)) throw error;
      lane.broken(error.breakage);
    }
    if (subject && phase !== 'nearest') await release(lane, subject);
  }
}

/** What the rules of a group try updates on: as long as they refuse what they must it stays as it is. */
async function common(lane: Lane, { resource, operation }: Judged, shares: string): Promise<Held | undefined> {
  if (operation !== resource.operations.update) return undefined;
  return { ...(await lane.share(`${shares} of ${resource.name}`, (own) => hold(own, resource))) };
}

/** The cases of a constraint that cost least and tell most: the nearest that breaks it, and on create the nearest that keeps it. */
async function nearest(lane: Lane, one: Judged, subject: Held | undefined): Promise<void> {
  const { contract } = lane;
  const { operation, resource, constraint } = one;
  const { input: shape } = contract.operations[operation]!;
  const [violation] = violationCases(contract, shape, constraint);
  if (violation) await mustBeRefused(lane, one, subject, violation);
  const [edge] = subject ? [] : edgeCases(contract, shape, constraint);
  if (edge) await mustBeAccepted(lane, one, subject, edge);
  if (!violation || !subject || !isStale(resource, lane.steps.at(-1)?.outcome)) return;
  // Another rule's request was accepted, so this one was refused for its version.
  const own = await hold(lane, resource);
  await mustBeRefused(lane, one, own, violation);
  await release(lane, own);
}

const isStale = ({ errors }: Resource, outcome: Outcome | undefined): boolean =>
  outcome?.kind === 'refused' && errors.staleIfMatch.includes(outcome.error.code);

/** What an update is tried on. */
async function prepare(lane: Lane, { resource, operation }: Judged): Promise<Held | undefined> {
  return operation === resource.operations.update ? hold(lane, resource) : undefined;
}

async function edges(lane: Lane, one: Judged, subject: Held | undefined): Promise<void> {
  const { input: shape } = lane.contract.operations[one.operation]!;
  // The nearest has its own phase.
  for (const violation of violationCases(lane.contract, shape, one.constraint).slice(1))
    await mustBeRefused(lane, one, subject, violation);
  for (const edge of edgeCases(lane.contract, shape, one.constraint)) await mustBeAccepted(lane, one, subject, edge);
}

async function random(lane: Lane, one: Judged, subject: Held | undefined): Promise<void> {
  const { input: shape } = lane.contract.operations[one.operation]!;
  const violations = violationArbitrary(lane.contract, shape, one.constraint);
  if (violations) await forAll(lane, violations, (violation) => mustBeRefused(lane, one, subject, violation));
}

/** Sends a case that breaks the constraint. Throws Broken if it is accepted. */
async function mustBeRefused(
  lane: Lane,
  one: Judged,
  subject: Held | undefined,
  { name, input, supported }: Case,
): Promise<void> {
  const { constraint, operation, resource } = one;
  const sent = await bound(lane, operation, input, subject);
  // What is sent is judged as it is, whatever it was made for.
  if (!lane.judge(operation, sent).broken.some(({ rule }) => rule === constraint.id)) return;
  const outcome = await lane.send(operation, sent);
  lane.judged(operation);
  if (!accepted(outcome)) return;
  const breakage: Breakage = {
    operation,
    expected: `a refusal, because ${keywordOf(constraint.keyword).demand?.(constraint.value, constraint.site)} (${name})`,
    actual: `accepted: ${outcomeText(outcome)}`,
    steps: steps(lane, subject),
    path: constraint.site.path,
    supported: supported,
  };
  await settle(lane, resource, subject, sent, outcome);
  throw new Broken(breakage);
}

/** Sends a supported case from the edge of the constraint. Throws Broken if it is refused. */
async function mustBeAccepted(
  lane: Lane,
  one: Judged,
  subject: Held | undefined,
  { name, input, supported }: Case,
): Promise<void> {
  const { constraint, operation, resource } = one;
  const sent = await bound(lane, operation, input, subject);
  if (lane.judge(operation, sent).answer !== 'supported') return;
  const outcome = await lane.send(operation, sent);
  rejectCircumstantial(lane.contract, operation, outcome);
  lane.judged(operation);
  if (refused(outcome)) {
    throw new Broken({
      operation,
      expected: `success, because ${keywordOf(constraint.keyword).demand?.(constraint.value, constraint.site)} here (${name})`,
      actual: `refused: ${outcomeText(outcome)}`,
      steps: steps(lane, subject),
      path: constraint.site.path,
      supported,
    });
  }
  await settle(lane, resource, subject, sent, outcome);
}

/** After an accepted request: what was created is deleted, what was updated is known anew. */
async function settle(
  lane: Lane,
  resource: Resource,
  subject: Held | undefined,
  sent: JsonObject,
  outcome: Parameters<typeof heldOf>[2],
): Promise<void> {
  if (subject) return updated(subject, sent, outcome);
  const held = heldOf(resource, sent, outcome);
  if (held) await release(lane, held);
}

/** The calls that show it: the last one, and the create that it needs. */
function steps(lane: Lane, subject: Held | undefined): Breakage['steps'] {
  const last = lane.steps.slice(-1);
  return subject ? [subject.made, ...last] : last;
}
