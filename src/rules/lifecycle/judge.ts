import { addressOf, configMember, configPath, etagShown, idShown, operationOf } from '../../contracts/resource.ts';
import type { Contract } from '../../core/contract.ts';
import type { Difference as Deviating, View } from '../../core/difference.ts';
import { given } from '../../core/given.ts';
import type { JsonObject, Path } from '../../core/json.ts';
import { valueAt } from '../../core/path.ts';
import { RuleViolation, type Step, type TestContext } from '../../core/test-context.ts';
import { type Action, actionText } from '../../model/action.ts';
import { allowed, allowedText, isAllowed } from '../../model/allowed.ts';
import type { Stage } from '../../model/stage.ts';
import { acceptance, roundTripDifferences, valueDifference } from '../differences.ts';
import { outcomeText } from '../expect.ts';
import { type Held, sameEtag } from '../held.ts';
import { blockedBy, ECHOES, foundElsewhere, stepFailed } from '../hindered.ts';
import { changeText, type Difference, differenceText, overlap } from '../same.ts';
import { settled } from '../settled.ts';
import { butForLosses } from './but-for-losses.ts';
import { configDifferences, type Expected } from './config-difference.ts';
import { areKnown, asShown, lossyPlaces, originsOf, type PlainTrip, plainTrip, waysOf } from './plain-trip.ts';
import { call, type Subject } from './subject.ts';

/** Holds an answer against what the model allows. Throws RuleViolation, and SkipError for an answer of which nothing can be told. */
export function expectAllowed(
  lane: TestContext,
  { resource }: Held,
  stage: Stage,
  action: Action,
  step: Step,
  before: readonly Step[],
): void {
  const { operation } = step.call;
  const wanted = allowed(resource, stage, action);
  const verdict = isAllowed(wanted, step.outcome);
  if (verdict === undefined) throw stepFailed(lane, `${operation}: ${outcomeText(step.outcome)}`, [...before, step]);
  lane.recordCheck(operation);
  if (verdict) return;
  throw new RuleViolation({
    operation,
    expected: `${allowedText(wanted)} to ${actionText(action)}${LIVES[stage.life]}`,
    actual: outcomeText(step.outcome),
    wanted,
    ...given({ differences: ofGarbage(action, step) }),
    steps: [...before, step],
    after: lane.sent,
  });
}

/** An If-Match that is nobody's ETag was accepted: no constraint says that, and no error code. */
function ofGarbage(action: Action, { call, outcome }: Step): Deviating[] | undefined {
  const isGarbage = 'ifMatch' in action && action.ifMatch === 'garbage' && outcome.kind === 'response';
  return isGarbage ? [acceptance(call.operation, 'another If-Match', outcome)] : undefined;
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
 * configuration in an earlier reading, which the subject holds.
 */
export type Against = 'plain' | 'answer' | 'sent' | 'earlier';

/** What is wrong with an answer, and where; `refused`: there is none that shows the resource. */
interface Wrong {
  text: string;
  path?: Path;
  /** All that differs inside the configuration. */
  found?: readonly Difference[];
  /** What differs beside it. */
  values?: readonly Deviating[];
  refused?: true;
}

export interface LookOptions {
  with?: 'read' | 'readConfig';
  aspects?: readonly Aspect[];
  against?: Against;
  /** The calls that lead to it, by default those that made the subject what it is. */
  before?: readonly Step[];
  expected?: string;
}

/**
 * Reads a subject and holds what comes against what is known: for a live one the given aspects, for another that it is not
 * there. Throws RuleViolation, and SkipError where the reading is wrong for a reason that has nothing to do with the calls before it.
 */
export async function look(lane: TestContext, subject: Subject, options: LookOptions = {}): Promise<Step> {
  const { held, stage } = subject;
  const { against = 'plain', before = subject.steps } = options;
  const kind = options.with ?? 'read';
  const operation = operationOf(held.resource, kind)!;
  const aspects = options.aspects ?? ['id', 'config', 'etag'];
  const member = configMember(held.resource);
  let after = lane.sent;
  const wrongWith = (seen: Step): Wrong | undefined => {
    after = lane.sent;
    if (isAllowed(allowed(held.resource, stage, { kind }), seen.outcome) !== true)
      return { text: outcomeText(seen.outcome), refused: true };
    const earlier = against === 'earlier' ? { config: { ...held.config }, ignored: [] } : undefined;
    return disagreement(lane.contract, held, kind, seen, aspects, earlier);
  };
  const ways = against === 'plain' || against === 'answer' ? waysOf(held, against) : [];
  const rest = async (seen: Step, found: Wrong): Promise<Wrong | undefined> => {
    if (against === 'sent' || (found.refused && against === 'answer')) return found;
    if (found.refused) return expectReadable(lane, subject, kind, seen).then(() => found);
    return against === 'earlier' ? found : unexplained(lane, subject, kind, seen, against, aspects);
  };
  const reading = (): Promise<Step> => call(lane, operation, addressOf(held.resource, held.id));
  const { value: step, wrong: found } = await settled(lane, lane.settleReads, operation, reading, async (seen) => {
    const wrong = wrongWith(seen);
    // What needs calls of its own must not disturb what is still settling.
    if (!wrong || wrong.refused) return wrong;
    const { path } = wrong;
    const lossy = path ? await lossyPlaces(lane, kind) : [];
    const isLossy = ways.length > 0 && lossy.some((place) => overlap([member, ...place], path!));
    return isLossy || (await areKnown(lane, ways, kind)) ? rest(seen, wrong) : wrong;
  });
  const wrong = found && (await rest(step, found));
  expectAllowed(lane, held, stage, { kind }, step, before);
  if (wrong !== undefined) {
    throw new RuleViolation({
      operation,
      expected: options.expected ?? 'what the calls before it lead to',
      actual: wrong.text,
      steps: [...before, step],
      after,
      ...(wrong.path ? { path: wrong.path } : {}),
      ...(wrong.found ? { differences: inView(held, kind, wrong.found) } : {}),
      ...(wrong.values ? { differences: wrong.values } : {}),
    });
  }
  const lost = against === 'answer' ? wrongWith(step) : undefined;
  if (lost) throw foundElsewhere(`a plain round trip loses it: ${lost.text}`, operation, ECHOES);
  return step;
}

/** What a reading shows of the last write. */
function inView({ resource, past }: Held, view: View, found: readonly Difference[]): Deviating[] {
  const operation = past ? operationOf(resource, 'update') : operationOf(resource, 'create');
  return roundTripDifferences({ resource, operation, view, earlier: past?.at(-1) }, found);
}

/** Throws SkipError where a resource to which nothing else happened is answered in the same way. */
async function expectReadable(
  lane: TestContext,
  { held, stage }: Subject,
  kind: 'read' | 'readConfig',
  seen: Step,
): Promise<void> {
  const { operation } = seen.call;
  const { outcome } = seen;
  const { step } = await plainTrip(lane, originsOf(held)[0]!, kind, stage.life);
  if (outcomeText(step.outcome) !== outcomeText(outcome)) return;
  const others = { live: 'a resource that was only created', gone: 'any deleted resource', absent: 'any unknown id' };
  throw blockedBy(`${operation} answers ${outcomeText(outcome)} for ${others[stage.life]}`, seen, READS);
}

/** What is wrong with an answer and is not wrong with that for a resource of its own which came the same way. */
async function unexplained(
  lane: TestContext,
  { held, steps }: Subject,
  kind: 'update' | 'read' | 'readConfig',
  seen: Step,
  against: 'plain' | 'answer',
  aspects: readonly Aspect[],
): Promise<Wrong | undefined> {
  const { resource, config, past } = held;
  const view = kind === 'update' ? 'answer' : kind;
  if (against === 'answer') {
    const trip = past && (await plainTrip(lane, { resource, config }, view));
    const expected = butForLosses(lane.contract, held, steps.at(-1)!.outcome, trip);
    return disagreement(lane.contract, held, kind, seen, trip ? right(trip, aspects) : aspects, expected);
  }
  let wrong: Wrong | undefined;
  for (const origin of originsOf(held)) {
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
    wrong = disagreement(lane.contract, held, kind, seen, right(trip, aspects), asShown(trip, config));
    if (!wrong) return undefined;
  }
  return wrong;
}

/** The aspects in which what a plain trip shows is what its writes were answered. */
function right({ id, etag, held }: PlainTrip, aspects: readonly Aspect[]): Aspect[] {
  const holds = { config: true, id: id === held.id, etag: sameEtag(String(etag), held.etag) };
  return aspects.filter((aspect) => holds[aspect]);
}

/** Where the answer to an accepted update differs from what it sent, unless the same update does so by itself. */
export async function wrongInAnswer(lane: TestContext, subject: Subject, step: Step): Promise<string | undefined> {
  const aspects: Aspect[] = ['id', 'config'];
  if (!disagreement(lane.contract, subject.held, 'update', step, aspects)) return undefined;
  return (await unexplained(lane, subject, 'update', step, 'plain', aspects))?.text;
}

/** Where an answer that shows a resource differs from what is known of it. */
export function disagreement(
  contract: Contract,
  held: Held,
  kind: 'create' | 'read' | 'readConfig' | 'update',
  step: Step,
  aspects: readonly Aspect[],
  expected?: Expected,
): Wrong | undefined {
  const { outcome } = step;
  if (outcome.kind !== 'response') return undefined;
  const { resource, etag } = held;
  const { output } = outcome;
  if (aspects.includes('id') && kind !== 'readConfig') {
    const id = idShown(resource, output);
    if (id !== held.id)
      return {
        text: `the id ${JSON.stringify(id)} and not ${held.id}`,
        values: [valueDifference('changes', step.call.operation, 'Id', held.id, id)],
      };
  }
  if (aspects.includes('config')) {
    const place = kind === 'readConfig' ? configPath(resource, 'readConfig') : configPath(resource);
    const all = place
      ? configDifferences(contract, held, valueAt(output, place) as JsonObject | undefined, expected)
      : [];
    const [first] = all;
    if (first) {
      const text = expected && expected.config !== held.config ? changeText(first) : differenceText(first);
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
