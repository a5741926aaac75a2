import { nextMarkerShown } from '../contracts/listing.ts';
import { addressOf, idSent, operationOf } from '../contracts/resource.ts';
import type { Contract } from '../core/contract.ts';
import type { AnswerRule } from '../core/rule.ts';
import type { Call } from '../core/target.ts';
import { SkipError, type Step, type TestContext } from '../core/test-context.ts';
import { accepted } from '../rules/expect.ts';
import { etagIn, idIn } from '../rules/resource-handle.ts';
import { type Meaning, meanings } from '../rules/sequence/known.ts';
import type { CallVerdict } from '../rules/sequence/violation.ts';
import { createWatcher, type Watcher } from '../rules/sequence/watch.ts';
import { AccessDeniedError } from '../run/test-context.ts';
import type { Classifier } from '../schema/classifier.ts';
import { wireTyped } from '../schema/wire-typed.ts';
import type { CaseStep, FuzzCase } from './case.ts';
import { edited, type RequestEdit } from './request-edit.ts';
import { type Filled, resolved } from './resolve.ts';

/** One call as it was made, and what it shows. */
export interface PlayedStep {
  /** Number of the step in the case. */
  index: number;
  step: Step;
  shown: CallVerdict;
}

export interface Played {
  steps: PlayedStep[];
  /** The last call had no answer. */
  lost: boolean;
}

export interface PlayOptions {
  classify: Classifier;
  answerRules: readonly AnswerRule[];
  isGiven: (text: string) => boolean;
  /** Waits before reads and listings as long as they may be late. */
  careful?: boolean;
}

/** Makes the calls of a case one after the other, leaves out those that name what is not there, and judges each. */
export async function play(lane: TestContext, { steps }: FuzzCase, options: PlayOptions): Promise<Played> {
  const verbs = meaningsOf(lane.contract);
  const playing: Playing = {
    lane,
    options,
    verbs,
    watcher: createWatcher(lane.contract, options.classify, options.isGiven),
    filled: { slots: new Map(), names: new Map(), unique: new Map() },
    played: { steps: [], lost: false },
    written: false,
  };
  for (const [index, step] of steps.entries()) {
    await playStep(playing, index, step);
    if (playing.played.lost) break;
  }
  return playing.played;
}

interface Playing {
  lane: TestContext;
  options: PlayOptions;
  verbs: ReadonlyMap<string, Meaning>;
  watcher: Watcher;
  filled: Filled;
  played: Played;
  /** A write was accepted that later reads and listings may not show yet. */
  written: boolean;
}

const known = new WeakMap<Contract, ReadonlyMap<string, Meaning>>();
function meaningsOf(contract: Contract): ReadonlyMap<string, Meaning> {
  let found = known.get(contract);
  if (!found) known.set(contract, (found = meanings(contract)));
  return found;
}

async function playStep(playing: Playing, index: number, { operation, input, slot, edit }: CaseStep): Promise<void> {
  const { lane, filled, verbs, played } = playing;
  const filledIn = await resolved(lane, filled, input);
  const sent = filledIn && wireTyped(lane.contract, operation, filledIn);
  const meaning = verbs.get(operation);
  if (!sent || lane.absent(operation)) return;
  if (
    meaning &&
    isWrite(meaning) &&
    (await isOfAnother(playing, index, meaning, String(idSent(meaning.resource, sent))))
  )
    return;
  const call: Call = { operation, input: sent, ...(edit ? { wire: (request) => edited(request, edit) } : {}) };
  const step = await send(playing, index, call, meaning, edit);
  if (!step || played.lost || !meaning) return;
  follow(playing, meaning, step, slot);
}

const isWrite = ({ verb }: Meaning): boolean => verb === 'update' || verb === 'delete';

/** Whether an id that we did not create names something that exists, which our writes must not touch. */
async function isOfAnother(playing: Playing, index: number, { resource }: Meaning, id: string): Promise<boolean> {
  if ([...playing.filled.slots.values()].some((slot) => slot.id === id)) return false;
  const call = { operation: operationOf(resource, 'read'), input: addressOf(resource, id) };
  const seen = await send(playing, index, call, { resource, verb: 'read' });
  return !seen || accepted(seen.outcome) || playing.played.lost;
}

async function send(
  playing: Playing,
  index: number,
  call: Call,
  meaning?: Meaning,
  edit?: RequestEdit,
): Promise<Step | undefined> {
  const { lane, options, watcher, played } = playing;
  if (options.careful && playing.written) await waitFor(lane, meaning?.verb);
  const { operation, input, wire } = call;
  const before = lane.steps.at(-1);
  try {
    await lane.send(operation, input, wire);
  } catch (error) {
    const isOurs = error instanceof SkipError || error instanceof AccessDeniedError;
    const last = lane.steps.at(-1);
    if (!isOurs || last === before || last === undefined) throw error;
    // What stands before a service may answer an unusual request with 403, which says nothing of the caller.
    if (error instanceof AccessDeniedError && played.steps.every(({ step }) => !accepted(step.outcome))) throw error;
  }
  const step = lane.steps.at(-1)!;
  if (step.outcome.kind === 'lost') played.lost = true;
  const shown = watcher.take(step);
  // What stands before a service may turn an odd request down in its own words.
  const isOdd = edit !== undefined && edit.kind !== 'element' && edit.kind !== 'cut';
  const isStopped = isOdd && step.outcome.kind === 'unreadable' && (step.outcome.status ?? 0) < 500;
  const classification = wire ? OPEN : options.classify(operation, input);
  for (const rule of options.answerRules) {
    // Something else that is open may be what was refused.
    if (rule.id.startsWith('refusal.') && classification.open.length > 0) continue;
    if (isStopped) continue;
    const verdict = rule.judge(call, step.outcome, classification);
    if (verdict === 'holds') shown.held.push(rule.id);
    else if (verdict) shown.broken.push({ rule: rule.id, operation, ...verdict });
  }
  played.steps.push({ index, step, shown });
  return step;
}

const OPEN = { answer: 'open' as const, broken: [], open: [] };

async function waitFor(lane: TestContext, verb: Meaning['verb'] | undefined): Promise<void> {
  const ms =
    verb === 'list' ? lane.timing.settle : verb === 'read' || verb === 'readConfig' ? lane.timing.settleReads : 0;
  if (ms > 0) await lane.timing.clock.wait(ms);
}

/** Learns what later steps may speak of. */
function follow(
  playing: Playing,
  { resource, verb }: Meaning,
  { call, outcome }: Step,
  slot: number | undefined,
): void {
  const { filled } = playing;
  if (verb === 'list' && outcome.kind === 'response') {
    const marker = nextMarkerShown(resource, outcome.output);
    if (typeof marker === 'string' && marker !== '') filled.marker = marker;
  }
  if (!accepted(outcome) || verb === 'list') return;
  const etag = etagIn(resource, outcome) ?? '';
  if (verb === 'create') {
    playing.written = true;
    const id = idIn(resource, outcome);
    if (id !== undefined && slot !== undefined) filled.slots.set(slot, { id, etag, older: [] });
    return;
  }
  const held = [...filled.slots.values()].find((one) => one.id === idSent(resource, call.input));
  if (!held || etag === '' || etag === held.etag) return;
  if (verb === 'update') playing.written = true;
  held.older = [...held.older.filter((one) => one !== etag), held.etag].filter((one) => one !== '');
  held.etag = etag;
}
