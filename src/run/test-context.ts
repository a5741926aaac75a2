import type { Classification } from '../core/certificate.ts';
import type { Contract } from '../core/contract.ts';
import type { Hindrance } from '../core/hindrance.ts';
import type { JsonObject } from '../core/json.ts';
import type { Outcome } from '../core/outcome.ts';
import type { AnswerRule, Phase } from '../core/rule.ts';
import type { Call, Target } from '../core/target.ts';
import { SkipError, type Step, type TestContext, type ViolationDetails } from '../core/test-context.ts';
import type { Ways } from '../core/ways.ts';
import type { Names } from '../provision/names.ts';
import { outcomeText } from '../rules/expect.ts';
import { hindranceOf } from '../rules/hindered.ts';
import { elsewhereOf } from '../rules/response/elsewhere.ts';
import type { Classifier } from '../schema/certificate.ts';
import { cleanup } from './cleanup.ts';
import { machineClock } from './clock.ts';
import type { History } from './history.ts';
import type { OpenMatters } from './open-matters.ts';
import { wasSent } from './sent.ts';
import type { Shares } from './shares.ts';
import {
  type Asking,
  asItCame,
  configRead,
  isStoodIn,
  lackOf,
  readInstead,
  standInFor,
  versionIn,
} from './stand-in.ts';

/** Thrown when the target turns down who asks and not what is asked: nothing can be judged any more. */
export class AccessDeniedError extends Error {}

/** Codes that speak of the caller. */
const DENIED = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'SignatureDoesNotMatch',
  'InvalidSignatureException',
  'IncompleteSignature',
  'InvalidClientTokenId',
  'UnrecognizedClientException',
  'MissingAuthenticationToken',
  'ExpiredToken',
  'RequestExpired',
  'AuthFailure',
]);

const REMEMBERED = 64;

/** What all lanes of a run share. */
export interface Shared {
  contract: Contract;
  target: Target;
  judge: Classifier;
  answerRules: AnswerRule[];
  /** Takes what the target does in open matters. */
  open?: Pick<OpenMatters, 'take' | 'see'>;
  settle: number;
  settleReads: number;
  patience: number;
  signal: AbortSignal;
  shrinks: boolean;
  history: History;
  ways: Ways;
  shares: Shares;
  /** Operations that are not implemented, and what they answer. */
  missing?: ReadonlyMap<string, string>;
  /** Operations that have answered a call with a success. */
  succeeded?: Set<string>;
  /** The latest ETag of each resource, by its id. */
  versions: Map<string, string>;
  /** Requests so far. */
  sent(): number;
  /** Called for every outcome. */
  counted(step: Step, phase: Phase): void;
  /** Called for what an answer rule says of an answer. `phase`: in which its request was sent. */
  answered(rule: AnswerRule, operation: string, breakage: ViolationDetails | undefined, phase: Phase): void;
  /** Called for what a call shows that some other rule, by its id, demands. */
  violated?(rule: string, breakage: ViolationDetails, phase: Phase): void;
}

/** What a lane has of its own. */
export interface LaneOptions {
  names: Names;
  seed: number;
  runs: number;
  phase: Phase;
}

/** What one rule in one phase did. */
export interface TaskStats {
  requests: number;
  operations: Record<string, number>;
  breakages: ViolationDetails[];
  notes: string[];
  latency: number[];
  /** Why a call had no answer or was not sent, the last time that this happened. */
  stopped?: { reason: string; hindrance: Hindrance };
  /** The latest call of the rule itself whose answer broke another rule. */
  broke?: Hindrance;
  /** Whether a connection broke and nothing was learnt from that, so that it is worth doing all of it again. */
  interrupted?: true;
}

export interface OpenLane {
  lane: TestContext;
  tally: TaskStats;
  /** Learns what a call of another lane did to what this one made. */
  saw(step: Step): void;
  /** Deletes what the rule left. */
  close(): Promise<void>;
}

/** What a lane knows while it is open. */
interface LaneState {
  readonly shared: Shared;
  readonly phase: Phase;
  readonly tally: TaskStats;
  readonly steps: Step[];
  readonly left: ReturnType<typeof cleanup>;
  /** The latest classification: the same input is often asked for twice. */
  last?: { operation: string; input: JsonObject; certificate: Classification };
  closing: boolean;
}

/** Opens a lane for one rule in one phase. */
export function openLane(shared: Shared, { names, seed, runs, phase }: LaneOptions): OpenLane {
  const { contract, target } = shared;
  const tally: TaskStats = { requests: 0, operations: {}, breakages: [], notes: [], latency: [] };
  const state: LaneState = { shared, phase, tally, steps: [], left: cleanup(contract), closing: false };
  const lane: TestContext = {
    contract,
    seed,
    runs,
    settle: shared.settle,
    settleReads: shared.settleReads,
    patience: shared.patience,
    clock: target.tape ?? machineClock,
    taped: target.tape !== undefined,
    signal: shared.signal,
    shrinks: shared.shrinks,
    get sent() {
      return shared.sent();
    },
    inProcess: target.inProcess === true,
    share: (key, make) => shared.shares.share(key, phase, make),
    steps: state.steps,
    absent: (operation) => shared.missing?.has(operation) === true,
    ways: shared.ways,
    classify: (operation, input) => certified(state, operation, input),
    name: names,
    send: (operation, input, wire) => send(state, wire ? { operation, input, wire } : { operation, input }),
    recordCheck: (operation, step) => recordCheck(state, operation, step),
    reportViolation: (breakage) => reportViolation(state, breakage),
    hindered({ violation }) {
      if (!violation) return;
      const { rule, ...breakage } = violation;
      shared.violated?.(rule, { ...breakage, steps: shared.history.complete(breakage.steps) }, phase);
    },
    recordOpen: (matter) => shared.open?.take(matter),
    note(text) {
      tally.notes.push(text);
    },
  };
  return { lane, tally, saw: state.left.saw, close: () => close(state, lane, names) };
}

function certified(state: LaneState, operation: string, input: JsonObject): Classification {
  if (state.last?.input !== input || state.last.operation !== operation)
    state.last = { operation, input, certificate: state.shared.judge(operation, input) };
  return state.last.certificate;
}

async function send(state: LaneState, call: Call): Promise<Outcome> {
  const { shared, steps } = state;
  const { operation, input, wire } = call;
  if (shared.signal.aborted && !state.closing) throw new SkipError('interrupted', { hindrance: { kind: 'option' } });
  const lacking = shared.missing?.get(operation);
  if (lacking !== undefined) return sendInstead(state, call, lacking);
  const step = await exchange(state, call);
  remember(state, step);
  expectAnswer(state, step, call);
  learn(state, step);
  const certificate = wire ? OPEN : certified(state, operation, input);
  askAnswerRules(state, call, step, certificate);
  if (!wire) shared.open?.see(step, certificate);
  const part = lackOf(shared.contract, step);
  const outcome = part && (await standInFor(asking(state), step, part));
  if (!outcome) return step.outcome;
  const whole: Step = { ...step, outcome };
  steps[steps.lastIndexOf(step)] = whole;
  tellStandIn(shared, operation, outcome, LACKS[part]);
  learn(state, whole);
  return outcome;
}

/** A read whose operation is absent, as other calls show it. Throws SkipError where none does. */
async function sendInstead(state: LaneState, { operation, input }: Call, lacking: string): Promise<Outcome> {
  const { tally } = state;
  const outcome = await readInstead(asking(state), operation, input);
  if (!outcome)
    throw stop(tally, `not implemented: ${operation} (${lacking})`, {
      kind: 'not-implemented',
      operations: [operation],
    });
  tellStandIn(state.shared, operation, outcome, 'not implemented');
  remember(state, { call: { operation, input }, outcome });
  return outcome;
}

const LACKS = { document: 'its answer cannot be read', etag: 'its answer shows no ETag' };

function tellStandIn({ ways }: Shared, operation: string, outcome: Outcome, lack: string): void {
  const calls = outcome.kind === 'response' ? (outcome.standIn?.calls ?? []) : [];
  const preparation = `what ${operation} shows`;
  ways.fail(preparation, operation, lack);
  ways.take(preparation, [...new Set(calls.map((call) => call.operation))].join(' and '));
}

/** Makes a call, and counts it. */
async function exchange({ shared, tally, phase, closing }: LaneState, call: Call): Promise<Step> {
  const { operation, input, wire } = call;
  if (closing) call.cleaning = true;
  const outcome = await shared.target.call(call);
  if (wasSent(outcome)) tally.requests++;
  const bucket = outcome.ms < 1 ? 0 : Math.floor(Math.log2(outcome.ms)) + 1;
  tally.latency[bucket] = (tally.latency[bucket] ?? 0) + 1;
  const step: Step = { call: wire ? { operation, input, changed: true } : { operation, input }, outcome };
  shared.counted(step, phase);
  return step;
}

function remember({ steps }: LaneState, step: Step): void {
  steps.push(step);
  if (steps.length > REMEMBERED) steps.shift();
}

/** Takes over what a call made and changed. */
function learn({ shared, left }: LaneState, step: Step): void {
  if (step.outcome.kind === 'response') shared.succeeded?.add(step.call.operation);
  const version = versionIn(shared.contract, step);
  if (version) shared.versions.set(version.id, version.etag);
  left.follow(step);
  shared.shares.saw(step);
  shared.history.follow(step);
}

/** How stand-ins are asked for: their answers are answers like any other, but no step of the rule. */
const asking = (state: LaneState): Asking => ({
  contract: state.shared.contract,
  versions: state.shared.versions,
  async ask(operation, input) {
    const { shared } = state;
    if (shared.missing?.has(operation) || (shared.signal.aborted && !state.closing)) return undefined;
    const call: Call = { operation, input };
    const step = await exchange(state, call);
    if (step.outcome.kind === 'lost' || step.outcome.kind === 'unsent') return undefined;
    learn(state, step);
    askAnswerRules(state, call, step, certified(state, operation, input));
    return step;
  },
  async again(tries) {
    const { settleReads } = state.shared;
    const pause = Math.min(250, 10 * 2 ** tries);
    if (pause * 2 > settleReads || tries > 40) return false;
    await (state.shared.target.tape ?? machineClock).wait(pause);
    return pause * tries < settleReads;
  },
});

/** Throws where the target gave no answer, or turns down who asks. */
function expectAnswer({ shared: { target, contract }, tally }: LaneState, step: Step, call: Call): void {
  const { outcome } = step;
  if (outcome.kind === 'lost') {
    if (outcome.interrupted) tally.interrupted = true;
    const hindrance: Hindrance = target.tape && outcome.withheld ? { kind: 'transport' } : hindranceOf(step);
    throw stop(tally, outcomeText(outcome), hindrance);
  }
  // Another service, to which a changed path may lead, says nothing of who asks this one.
  if (outcome.kind === 'refused' && DENIED.has(outcome.error.code) && !elsewhereOf(contract)(call, outcome))
    throw new AccessDeniedError(`the target denies access: ${outcomeText(outcome)}`);
  if (outcome.kind === 'unsent') stop(tally, `the client refuses by itself: ${outcome.reason}`, hindranceOf(step));
}

function askAnswerRules(
  { shared, tally, phase }: LaneState,
  call: Call,
  step: Step,
  certificate: Classification,
): void {
  const { operation } = call;
  for (const rule of shared.answerRules) {
    const verdict = rule.judge(call, step.outcome, certificate);
    if (verdict === undefined) continue;
    if (verdict === 'holds') {
      shared.answered(rule, operation, undefined, phase);
      continue;
    }
    tally.broke = hindranceOf(step, [rule.id]);
    shared.answered(rule, operation, { operation, ...verdict, steps: shared.history.lead(step) }, phase);
  }
}

/** Notes why a call led to nothing. */
function stop(tally: TaskStats, reason: string, hindrance: Hindrance): SkipError {
  tally.stopped = { reason, hindrance };
  return new SkipError(reason, { hindrance });
}

function recordCheck({ shared, steps, tally }: LaneState, operation: string, of?: Step): void {
  // What the client refused by itself says nothing about the service.
  if (steps.at(-1)?.outcome.kind === 'unsent') return;
  const latest = of ?? steps.findLast(({ call }) => call.operation === operation);
  const seen =
    latest && isStoodIn(shared.contract, latest) ? configRead(shared.contract, latest)?.call.operation : operation;
  if (seen === undefined) tally.broke = whyStoodIn(shared, latest!);
  else tally.operations[seen] = (tally.operations[seen] ?? 0) + 1;
}

function whyStoodIn({ missing }: Shared, step: Step): Hindrance {
  const { operation } = step.call;
  if (missing?.has(operation)) return { kind: 'not-implemented', operations: [operation] };
  return hindranceOf({ ...step, outcome: asItCame(step.outcome) });
}

function reportViolation({ shared, tally }: LaneState, breakage: ViolationDetails): void {
  if (tally.breakages.some(({ operation }) => operation === breakage.operation)) return;
  const last = breakage.steps.at(-1);
  const own = last && isStoodIn(shared.contract, last) ? asRead(shared.contract, breakage, last) : breakage;
  if (own) tally.breakages.push({ after: shared.sent(), ...own, steps: shared.history.complete(own.steps) });
  else tally.broke = whyStoodIn(shared, last!);
}

/** What a read shows that stands in for another one, as a violation of its own; undefined where only a list shows it. */
function asRead(contract: Contract, breakage: ViolationDetails, last: Step): ViolationDetails | undefined {
  const shown = configRead(contract, last);
  const operation = breakage.operation === last.call.operation ? shown?.call.operation : breakage.operation;
  return shown && { ...breakage, operation: operation!, steps: [...breakage.steps.slice(0, -1), shown] };
}

async function close(state: LaneState, lane: TestContext, names: Names): Promise<void> {
  state.closing = true;
  try {
    state.tally.notes.push(...(await state.left.clear(lane)));
  } catch (error) {
    if (!(error instanceof AccessDeniedError)) throw error;
    state.tally.notes.push(`what this rule made could not be deleted: ${error.message}`);
  }
  names.done?.();
}

/** What is known of a request whose bytes were changed by hand. */
const OPEN: Classification = { answer: 'open', broken: [], open: [] };
