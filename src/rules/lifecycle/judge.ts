import { addressOf, configMember, configPath, etagShown, idShown, operationOf } from '../../contracts/resource.ts';
import type { Contract } from '../../core/contract.ts';
import type { Difference as Deviating, View } from '../../core/difference.ts';
import { given } from '../../core/given.ts';
import type { JsonObject, Path } from '../../core/json.ts';
import { valueAt } from '../../core/path.ts';
import type { ResourceHandle } from '../../core/resource-handle.ts';
import { RuleViolation, SkipError, type Step, type TestContext } from '../../core/test-context.ts';
import { type Action, actionText } from '../../model/action.ts';
import { allowed, allowedText, isAllowed } from '../../model/allowed.ts';
import type { ResourceState } from '../../model/resource-state.ts';
import { acceptance, roundTripDifferences, valueDifference } from '../differences.ts';
import { outcomeText } from '../expect.ts';
import { blockedBy, ECHOES, foundElsewhere, stepFailed } from '../hindered.ts';
import { sameEtag } from '../resource-handle.ts';
import { changeText, differenceText, overlap, type ValueDifference } from '../same.ts';
import { settled } from '../settled.ts';
import { butForLosses } from './but-for-losses.ts';
import { configDifferences, type ExpectedConfig } from './config-difference.ts';
import { areKnown, asShown, lossyPlaces, originsOf, type PlainTrip, plainTrip, waysOf } from './plain-trip.ts';
import { call, type TrackedResource } from './tracked-resource.ts';

/** Holds an answer against what the model allows. Throws RuleViolation, and SkipError for an answer of which nothing can be told. */
export function expectAllowed(
  lane: TestContext,
  { resource }: ResourceHandle,
  state: ResourceState,
  action: Action,
  step: Step,
  before: readonly Step[],
): void {
  const { operation } = step.call;
  const wanted = allowed(resource, state, action);
  const verdict = isAllowed(wanted, step.outcome);
  if (verdict === undefined) throw stepFailed(lane, `${operation}: ${outcomeText(step.outcome)}`, [...before, step]);
  lane.recordCheck(operation);
  if (verdict) return;
  throw new RuleViolation({
    operation,
    expected: `${allowedText(wanted)} to ${actionText(action)}${LIVES[state.life]}`,
    actual: outcomeText(step.outcome),
    wanted,
    ...given({ differences: whyRefused(state, action, step) }),
    steps: [...before, step],
    after: lane.sent,
  });
}

/** A write that was accepted under an id that names nothing, or with an If-Match that is nobody's ETag: no constraint says that. */
function whyRefused({ life }: ResourceState, action: Action, { call, outcome }: Step): Deviating[] | undefined {
  if (!('ifMatch' in action) || outcome.kind !== 'response') return undefined;
  if (life !== 'live') return [acceptance(call.operation, 'an id that names nothing', outcome)];
  return action.ifMatch === 'garbage' ? [acceptance(call.operation, 'another If-Match', outcome)] : undefined;
}

const LIVES = { absent: ' under an id that names nothing', live: '', gone: ' after it was deleted' };

/** The rules that find that something can't be read as it should. */
const READS = ['lifecycle.read.after-create', 'lifecycle.read.deleted', 'lifecycle.read.unknown-id'];

/** The rules that find that supported writes are refused. */
const WORKS = [
  'lifecycle.update.accepts-supported',
  'lifecycle.update.accepts-fresh-if-match',
  'lifecycle.delete.accepts-fresh-if-match',
];

/** What of an answer is looked at. */
export type Aspect = 'id' | 'config' | 'etag';

/**
 * What a reading is held against. `plain`: what the target shows where nothing but the same writes happened, so that no rule
 * on what other calls do is blamed for what a plain round trip loses. `answer`: what was sent, but for what the answer
 * to the write lost already and, after an update, what is lost after a create too. `sent`: what was sent. `earlier`: the
 * configuration in an earlier reading, which the resource holds.
 */
export type Against = 'plain' | 'answer' | 'sent' | 'earlier';

/** What is wrong with an answer, and where; `refused`: there is none that shows the resource. */
interface WrongReading {
  text: string;
  path?: Path;
  /** All that differs inside the configuration. */
  found?: readonly ValueDifference[];
  /** What differs beside it. */
  values?: readonly Deviating[];
  refused?: true;
}

export interface LookOptions {
  with?: 'read' | 'readConfig';
  aspects?: readonly Aspect[];
  against?: Against;
  /** The calls that lead to it, by default those that made the resource what it is. */
  before?: readonly Step[];
  expected?: string;
}

/**
 * Reads a resource and holds what comes against what is known: for a live one the given aspects, for another that it is not
 * there. Throws RuleViolation, and SkipError where the reading is wrong for a reason that has nothing to do with the calls before it.
 */
export async function look(lane: TestContext, tracked: TrackedResource, options: LookOptions = {}): Promise<Step> {
  const { handle, state } = tracked;
  const { against = 'plain', before = tracked.steps } = options;
  const kind = options.with ?? 'read';
  const operation = operationOf(handle.resource, kind)!;
  const aspects = options.aspects ?? ['id', 'config', 'etag'];
  const member = configMember(handle.resource);
  let after = lane.sent;
  const wrongWith = (seen: Step): WrongReading | undefined => {
    after = lane.sent;
    if (isAllowed(allowed(handle.resource, state, { kind }), seen.outcome) !== true)
      return { text: outcomeText(seen.outcome), refused: true };
    const earlier = against === 'earlier' ? { config: { ...handle.config }, ignored: [] } : undefined;
    return disagreement(lane.contract, handle, kind, seen, aspects, earlier);
  };
  const ways = against === 'plain' || against === 'answer' ? waysOf(handle, against) : [];
  const rest = async (seen: Step, found: WrongReading): Promise<WrongReading | undefined> => {
    if (against === 'sent' || (found.refused && against === 'answer')) return found;
    if (found.refused) return expectReadable(lane, tracked, kind, seen).then(() => found);
    return against === 'earlier' ? found : unexplained(lane, tracked, kind, seen, against, aspects);
  };
  const reading = (): Promise<Step> => call(lane, operation, addressOf(handle.resource, handle.id));
  const { value: step, wrong: found } = await settled(
    lane,
    lane.timing.settleReads,
    operation,
    reading,
    async (seen) => {
      const wrong = wrongWith(seen);
      // What needs calls of its own must not disturb what is still settling.
      if (!wrong || wrong.refused) return wrong;
      const { path } = wrong;
      const lossy = path ? await lossyPlaces(lane, kind) : [];
      const isLossy = ways.length > 0 && lossy.some((place) => overlap([member, ...place], path!));
      return isLossy || (await areKnown(lane, ways, kind)) ? rest(seen, wrong) : wrong;
    },
  );
  const wrong = found && (await rest(step, found));
  expectAllowed(lane, handle, state, { kind }, step, before);
  if (wrong !== undefined) {
    throw new RuleViolation({
      operation,
      expected: options.expected ?? 'what the earlier calls lead to',
      actual: wrong.text,
      steps: [...before, step],
      after,
      ...(wrong.path ? { path: wrong.path } : {}),
      ...(wrong.found ? { differences: inView(handle, kind, wrong.found) } : {}),
      ...(wrong.values ? { differences: wrong.values } : {}),
    });
  }
  const lost = against === 'answer' ? wrongWith(step) : undefined;
  if (lost) throw lostBefore(lane, tracked, operation, lost.text);
  return step;
}

/** What the response to the latest write lost already. That response is a violation of the rule on it. */
function lostBefore(lane: TestContext, { handle, steps }: TrackedResource, operation: string, text: string): SkipError {
  const error = foundElsewhere(`a plain round trip loses it: ${text}`, operation, ECHOES);
  const write = steps.at(-1);
  const kind = handle.past ? 'update' : 'create';
  if (write?.call.operation !== operationOf(handle.resource, kind)) return error;
  const shown = disagreement(lane.contract, handle, kind, write, ['config']);
  if (!shown) return error;
  const violation = {
    rule: `lifecycle.${kind}.echoes`,
    operation: write.call.operation,
    expected: 'what was sent, in the answer',
    actual: shown.text,
    steps: [...steps],
    ...given({ path: shown.path, differences: shown.found && inView(handle, 'answer', shown.found) }),
  };
  return new SkipError(error.message, { hindrance: error.hindrance, violation });
}

/** What a reading shows of the last write. */
function inView({ resource, past }: ResourceHandle, view: View, found: readonly ValueDifference[]): Deviating[] {
  const operation = past ? operationOf(resource, 'update') : operationOf(resource, 'create');
  return roundTripDifferences({ resource, operation, view, earlier: past?.at(-1) }, found);
}

/** Throws SkipError where a resource to which nothing else happened is answered in the same way. */
async function expectReadable(
  lane: TestContext,
  { handle, state }: TrackedResource,
  kind: 'read' | 'readConfig',
  seen: Step,
): Promise<void> {
  const { operation } = seen.call;
  const { outcome } = seen;
  const { step } = await plainTrip(lane, originsOf(handle)[0]!, kind, state.life);
  if (outcomeText(step.outcome) !== outcomeText(outcome)) return;
  const others = { live: 'a resource that was only created', gone: 'any deleted resource', absent: 'any unknown id' };
  throw blockedBy(`${operation} answers ${outcomeText(outcome)} for ${others[state.life]}`, seen, READS);
}

/** What is wrong with an answer and is not wrong with that for a resource of its own which came the same way. */
async function unexplained(
  lane: TestContext,
  { handle, steps }: TrackedResource,
  kind: 'update' | 'read' | 'readConfig',
  seen: Step,
  against: 'plain' | 'answer',
  aspects: readonly Aspect[],
): Promise<WrongReading | undefined> {
  const { resource, config, past } = handle;
  const view = kind === 'update' ? 'answer' : kind;
  if (against === 'answer') {
    const trip = past && (await plainTrip(lane, { resource, config }, view));
    const expected = butForLosses(lane.contract, handle, steps.at(-1)!.outcome, trip);
    return disagreement(lane.contract, handle, kind, seen, trip ? right(trip, aspects) : aspects, expected);
  }
  let wrong: WrongReading | undefined;
  for (const origin of originsOf(handle)) {
    const trip = await plainTrip(lane, origin, view);
    if (trip.step.outcome.kind !== 'response')
      throw stepFailed(
        lane,
        `${trip.step.call.operation} was refused by itself: ${outcomeText(trip.step.outcome)}`,
        [trip.step],
        {
          seenBy: [...READS, ...WORKS],
        },
      );
    wrong = disagreement(lane.contract, handle, kind, seen, right(trip, aspects), asShown(trip, config));
    if (!wrong) return undefined;
  }
  return wrong;
}

/** The aspects in which what a plain trip shows is what its writes were answered. */
function right({ id, etag, handle }: PlainTrip, aspects: readonly Aspect[]): Aspect[] {
  const holds = { config: true, id: id === handle.id, etag: sameEtag(String(etag), handle.etag) };
  return aspects.filter((aspect) => holds[aspect]);
}

/** Where the answer to an accepted update differs from what it sent, unless the same update does so by itself. */
export async function wrongInAnswer(
  lane: TestContext,
  tracked: TrackedResource,
  step: Step,
): Promise<string | undefined> {
  const aspects: Aspect[] = ['id', 'config'];
  if (!disagreement(lane.contract, tracked.handle, 'update', step, aspects)) return undefined;
  return (await unexplained(lane, tracked, 'update', step, 'plain', aspects))?.text;
}

/** Where an answer that shows a resource differs from what is known of it. */
export function disagreement(
  contract: Contract,
  handle: ResourceHandle,
  kind: 'create' | 'read' | 'readConfig' | 'update',
  step: Step,
  aspects: readonly Aspect[],
  expected?: ExpectedConfig,
): WrongReading | undefined {
  const { outcome } = step;
  if (outcome.kind !== 'response') return undefined;
  const { resource, etag } = handle;
  const { output } = outcome;
  if (aspects.includes('id') && kind !== 'readConfig') {
    const id = idShown(resource, output);
    if (id !== handle.id)
      return {
        text: `the id ${JSON.stringify(id)} and not ${handle.id}`,
        values: [valueDifference('changes', step.call.operation, 'Id', handle.id, id)],
      };
  }
  if (aspects.includes('config')) {
    const place = kind === 'readConfig' ? configPath(resource, 'readConfig') : configPath(resource);
    const all = place
      ? configDifferences(contract, handle, valueAt(output, place) as JsonObject | undefined, expected)
      : [];
    const [first] = all;
    if (first) {
      const text = expected && expected.config !== handle.config ? changeText(first) : differenceText(first);
      return { text, path: [configMember(resource), ...first.path], found: all };
    }
  }
  const seen = etagShown(resource, output);
  if (aspects.includes('etag') && etag !== '' && typeof seen === 'string' && !sameEtag(seen, etag))
    return {
      text: `the ETag ${seen}, after ${etag}`,
      values: [valueDifference('changes', step.call.operation, 'ETag', etag, seen)],
    };
  return undefined;
}
