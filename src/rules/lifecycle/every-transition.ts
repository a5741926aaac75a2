import type { Contract, Resource } from '../../core/contract.ts';
import type { ActiveRule } from '../../core/rule.ts';
import { RuleViolation, SkipError, type TestContext, type ViolationDetails } from '../../core/test-context.ts';
import { ABSENT, CREATED, stateKey } from '../../model/resource-state.ts';
import { route, type Transition, transitions } from '../../model/transitions.ts';
import { checked, isPossible } from './checked.ts';
import { look } from './judge.ts';
import { lifecycleRule } from './lifecycle-rule.ts';
import { absent, created, type TrackedResource, trackedIn } from './tracked-resource.ts';

/** Calls of the longest way to a state. */
const DEPTH = 3;

/** After so many findings a target is wrong enough. */
const ENOUGH = 3;

/**
 * Every call in every state of a resource's life is answered as the model says, and leads where the model says. One resource
 * is taken through as many transitions as it bears; what is found there is tried again by itself, the shortest way.
 */
export function everyTransition(contract: Contract): ActiveRule {
  return lifecycleRule(contract, {
    id: 'lifecycle.every-transition',
    evidence: 'documented',
    demands: 'every call must have a documented response and effect, whatever the state of the resource',
    on: ['create', 'read', 'update', 'delete'],
    async check(lane, resource) {
      const whole = transitions(resource, DEPTH);
      let all = whole;
      const left = new Map(all.map((step) => [step.key, step]));
      const impossible = new Set<string>();
      const violations: ViolationDetails[] = [];
      let unjudged: SkipError | undefined;
      let tracked = await absent(lane, resource);
      while (left.size > 0 && violations.length < ENOUGH) {
        const next = nextStep(all, left, tracked);
        if (!next) {
          const from = nextStart(all, left);
          if (from === undefined) break;
          tracked = from === 'absent' ? await absent(lane, resource) : await created(lane, resource);
          continue;
        }
        left.delete(next.key);
        if (!isPossible(tracked, next.action)) {
          impossible.add(next.key);
          if (stateKey(next.to) !== stateKey(next.from)) break;
          continue;
        }
        try {
          if (!(await take(lane, tracked, next))) tracked = await created(lane, resource);
        } catch (error) {
          if (error instanceof SkipError) {
            unjudged ??= error;
            all = all.filter(({ key }) => key !== next.key);
          } else if (error instanceof RuleViolation) {
            const { after = lane.sent } = error.violation;
            violations.push({ ...((await alone(lane, resource, next)) ?? error.violation), after });
          } else throw error;
          tracked = await created(lane, resource);
        }
      }
      const covered = all.length - left.size - impossible.size;
      lane.note(
        `${resource.name}: ${covered} of ${whole.length} lifecycle transitions covered, every call after every way of up to ${DEPTH} calls`,
      );
      for (const violation of violations) lane.reportViolation(violation);
      if (unjudged) throw unjudged;
    },
  });
}

/** The first step of the shortest way to a transition that was not taken yet; undefined where none can be reached. */
function nextStep(
  all: Transition[],
  left: Map<string, Transition>,
  { state }: TrackedResource,
): Transition | undefined {
  const here = [...left.values()].find(({ from }) => stateKey(from) === stateKey(state));
  if (here) return here;
  const ways = [...left.values()].map(({ from }) => route(all, state, from)).filter((way) => way !== undefined);
  return ways.sort((a, b) => a.length - b.length)[0]?.[0];
}

/** Where to begin anew for what is left. */
function nextStart(all: Transition[], left: Map<string, Transition>): 'absent' | 'created' | undefined {
  const reachable = [...left.values()].find(({ from }) => route(all, CREATED, from) !== undefined);
  if (reachable) return 'created';
  return [...left.values()].some(({ from }) => stateKey(from) === stateKey(ABSENT)) ? 'absent' : undefined;
}

/** Takes a step, and reads afterwards where something was to be written. Gives false where the resource is of no more use. */
async function take(lane: TestContext, tracked: TrackedResource, { action }: Transition): Promise<boolean> {
  const calls = tracked.steps.length;
  if (!(await checked(lane, tracked, action))) return false;
  if (action.kind !== 'update' && action.kind !== 'delete') return true;
  const refusal = lane.steps.at(-1)!;
  const before = tracked.steps.length > calls ? tracked.steps : [...tracked.steps, refusal];
  await look(lane, tracked, { before: [...before] });
  return true;
}

/** The same by itself, on a resource brought there the shortest way; undefined where nothing is wrong then. */
async function alone(lane: TestContext, resource: Resource, step: Transition): Promise<ViolationDetails | undefined> {
  try {
    await take(lane, await trackedIn(lane, resource, step.from), step);
    return undefined;
  } catch (error) {
    if (error instanceof RuleViolation) return error.violation;
    throw error;
  }
}
