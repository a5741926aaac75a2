import type { Classification } from '../core/classification.ts';
import type { Contract } from '../core/contract.ts';
import type { Hindrance } from '../core/hindrance.ts';
import type { JsonObject } from '../core/json.ts';
import type { Outcome } from '../core/outcome.ts';
import type { AnswerRule, Phase } from '../core/rule.ts';
import type { Call, Target } from '../core/target.ts';
import { SkipError, type Step, type TestContext, type ViolationDetails } from '../core/test-context.ts';
import type { Timing } from '../core/timing.ts';
import type { Ways } from '../core/ways.ts';
import type { Names } from '../provision/names.ts';
import { outcomeText } from '../rules/expect.ts';
import { hindranceOf } from '../rules/hindered.ts';
import { elsewhereOf } from '../rules/response/elsewhere.ts';
import type { Classifier } from '../schema/classifier.ts';
import { cleanup } from './cleanup.ts';
import type { History } from './history.ts';
import type { OpenMatters } from './open-matters.ts';
import { wasSent } from './sent.ts';
import type { SharedFixtures } from './shared-fixtures.ts';
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
export interface RunContext {
  contract: Contract;
  target: Target;
  classify: Classifier;
  answerRules: AnswerRule[];
  /** Takes what the target does in open matters. */
  open?: Pick<OpenMatters, 'take' | 'see'>;
  timing: Timing;
  signal: AbortSignal;
  shrinks: boolean;
  history: History;
  ways: Ways;
  fixtures: SharedFixtures;
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
  answered(rule: AnswerRule, operation: string, violation: ViolationDetails | undefined, phase: Phase): void;
  /** Called for what a call shows that some other rule, by its id, demands. */
  violated?(rule: string, violation: ViolationDetails, phase: Phase): void;
}

/** What a lane has of its own. */
export interface TestContextOptions {
  names: Names;
  seed: number;
  runs: number;
  phase: Phase;
}

/** What one rule in one phase did. */
export interface TaskStats {
  requests: number;
  operations: Record<string, number>;
  violations: ViolationDetails[];
  notes: string[];
  latency: number[];
  /** Why a call had no answer or was not sent, the last time that this happened. */
  stopped?: { reason: string; hindrance: Hindrance };
  /** The latest call of the rule itself whose answer broke another rule. */
  broke?: Hindrance;
  /** Whether a connection broke and nothing was learnt from that, so that it is worth doing all of it again. */
  interrupted?: true;
}

export interface OpenTestContext {
  context: TestContext;
  stats: TaskStats;
  /** Learns what a call of another lane did to what this one made. */
  saw(step: Step): void;
  /** Deletes what the rule left. */
  close(): Promise<void>;
}

/** What a lane knows while it is open. */
interface ContextState {
  readonly run: RunContext;
  readonly phase: Phase;
  readonly stats: TaskStats;
  readonly steps: Step[];
  readonly left: ReturnType<typeof cleanup>;
  /** The latest classification: the same input is often asked for twice. */
  last?: { operation: string; input: JsonObject; certificate: Classification };
  closing: boolean;
}

/** Opens a lane for one rule in one phase. */
export function openTestContext(shared: RunContext, { names, seed, runs, phase }: TestContextOptions): OpenTestContext {
  const { contract, target } = shared;
  const stats: TaskStats = { requests: 0, operations: {}, violations: [], notes: [], latency: [] };
  const state: ContextState = { run: shared, phase, stats, steps: [], left: cleanup(contract), closing: false };
  const lane: TestContext = {
    contract,
    seed,
    runs,
    timing: shared.timing,
    taped: target.tape !== undefined,
    signal: shared.signal,
    shrinks: shared.shrinks,
    get sent() {
      return shared.sent();
    },
    inProcess: target.inProcess === true,
    fixture: (key, make) => shared.fixtures.get(key, phase, make),
    steps: state.steps,
    absent: (operation) => shared.missing?.has(operation) === true,
    ways: shared.ways,
    classify: (operation, input) => certified(state, operation, input),
    name: names,
    send: (operation, input, wire) => send(state, wire ? { operation, input, wire } : { operation, input }),
    recordCheck: (operation, step) => recordCheck(state, operation, step),
    reportViolation: (violation) => reportViolation(state, violation),
    hindered({ violation }) {
      if (!violation) return;
      const { rule, ...details } = violation;
      shared.violated?.(rule, { ...details, steps: shared.history.complete(details.steps) }, phase);
    },
    recordOpen: (matter) => shared.open?.take(matter),
    note(text) {
      stats.notes.push(text);
    },
  };
  return { context: lane, stats, saw: state.left.saw, close: () => close(state, lane, names) };
}

function certified(state: ContextState, operation: string, input: JsonObject): Classification {
  if (state.last?.input !== input || state.last.operation !== operation)
    state.last = { operation, input, certificate: state.run.classify(operation, input) };
  return state.last.certificate;
}

async function send(state: ContextState, call: Call): Promise<Outcome> {
  const { run: shared, steps } = state;
  const { operation, input, wire } = call;
  if (shared.signal.aborted && !state.closing) throw new SkipError('interrupted', { hindrance: { kind: 'option' } });
  const lacking = shared.missing?.get(operation);
  if (lacking !== undefined) return sendInstead(state, call, lacking);
  const step = await exchange(state, call);
  remember(state, step);
  expectAnswer(state, step, call);
  learn(state, step);
  const classification = wire ? OPEN : certified(state, operation, input);
  askAnswerRules(state, call, step, classification);
  if (!wire) shared.open?.see(step, classification);
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
async function sendInstead(state: ContextState, { operation, input }: Call, lacking: string): Promise<Outcome> {
  const { stats } = state;
  const outcome = await readInstead(asking(state), operation, input);
  if (!outcome)
    throw stop(stats, `not implemented: ${operation} (${lacking})`, {
      kind: 'not-implemented',
      operations: [operation],
    });
  tellStandIn(state.run, operation, outcome, 'not implemented');
  remember(state, { call: { operation, input }, outcome });
  return outcome;
}

const LACKS = { document: 'its answer cannot be read', etag: 'its answer shows no ETag' };

function tellStandIn({ ways }: RunContext, operation: string, outcome: Outcome, lack: string): void {
  const calls = outcome.kind === 'response' ? (outcome.standIn?.calls ?? []) : [];
  const preparation = `what ${operation} shows`;
  ways.fail(preparation, operation, lack);
  ways.take(preparation, [...new Set(calls.map((call) => call.operation))].join(' and '));
}

/** Makes a call, and counts it. */
async function exchange({ run: shared, stats, phase, closing }: ContextState, call: Call): Promise<Step> {
  const { operation, input, wire } = call;
  if (closing) call.cleaning = true;
  const outcome = await shared.target.call(call);
  if (wasSent(outcome)) stats.requests++;
  const bucket = outcome.ms < 1 ? 0 : Math.floor(Math.log2(outcome.ms)) + 1;
  stats.latency[bucket] = (stats.latency[bucket] ?? 0) + 1;
  const step: Step = { call: wire ? { operation, input, changed: true } : { operation, input }, outcome };
  shared.counted(step, phase);
  return step;
}

function remember({ steps }: ContextState, step: Step): void {
  steps.push(step);
  if (steps.length > REMEMBERED) steps.shift();
}

/** Takes over what a call made and changed. */
function learn({ run: shared, left }: ContextState, step: Step): void {
  if (step.outcome.kind === 'response') shared.succeeded?.add(step.call.operation);
  const version = versionIn(shared.contract, step);
  if (version) shared.versions.set(version.id, version.etag);
  left.follow(step);
  shared.fixtures.saw(step);
  shared.history.follow(step);
}

/** How stand-ins are asked for: their answers are answers like any other, but no step of the rule. */
const asking = (state: ContextState): Asking => ({
  contract: state.run.contract,
  versions: state.run.versions,
  async ask(operation, input) {
    const { run: shared } = state;
    if (shared.missing?.has(operation) || (shared.signal.aborted && !state.closing)) return undefined;
    const call: Call = { operation, input };
    const step = await exchange(state, call);
    if (step.outcome.kind === 'lost' || step.outcome.kind === 'unsent') return undefined;
    learn(state, step);
    askAnswerRules(state, call, step, certified(state, operation, input));
    return step;
  },
  async again(tries) {
    const { settleReads, clock } = state.run.timing;
    const pause = Math.min(250, 10 * 2 ** tries);
    if (pause * 2 > settleReads || tries > 40) return false;
    await clock.wait(pause);
    return pause * tries < settleReads;
  },
});

/** Throws where the target gave no answer, or turns down who asks. */
function expectAnswer({ run: { target, contract }, stats }: ContextState, step: Step, call: Call): void {
  const { outcome } = step;
  if (outcome.kind === 'lost') {
    if (outcome.interrupted) stats.interrupted = true;
    const hindrance: Hindrance = target.tape && outcome.withheld ? { kind: 'transport' } : hindranceOf(step);
    throw stop(stats, outcomeText(outcome), hindrance);
  }
  // Another service, to which a changed path may lead, says nothing of who asks this one.
  if (outcome.kind === 'refused' && DENIED.has(outcome.error.code) && !elsewhereOf(contract)(call, outcome))
    throw new AccessDeniedError(`the target denies access: ${outcomeText(outcome)}`);
  if (outcome.kind === 'unsent') stop(stats, `the client refuses by itself: ${outcome.reason}`, hindranceOf(step));
}

function askAnswerRules(
  { run: shared, stats, phase }: ContextState,
  call: Call,
  step: Step,
  classification: Classification,
): void {
  const { operation } = call;
  for (const rule of shared.answerRules) {
    const verdict = rule.judge(call, step.outcome, classification);
    if (verdict === undefined) continue;
    if (verdict === 'holds') {
      shared.answered(rule, operation, undefined, phase);
      continue;
    }
    stats.broke = hindranceOf(step, [rule.id]);
    shared.answered(rule, operation, { operation, ...verdict, steps: shared.history.lead(step) }, phase);
  }
}

/** Notes why a call led to nothing. */
function stop(stats: TaskStats, reason: string, hindrance: Hindrance): SkipError {
  stats.stopped = { reason, hindrance };
  return new SkipError(reason, { hindrance });
}

function recordCheck({ run: shared, steps, stats }: ContextState, operation: string, of?: Step): void {
  // What the client refused by itself says nothing about the service.
  if (steps.at(-1)?.outcome.kind === 'unsent') return;
  const latest = of ?? steps.findLast(({ call }) => call.operation === operation);
  const seen =
    latest && isStoodIn(shared.contract, latest) ? configRead(shared.contract, latest)?.call.operation : operation;
  if (seen === undefined) stats.broke = whyStoodIn(shared, latest!);
  else stats.operations[seen] = (stats.operations[seen] ?? 0) + 1;
}

function whyStoodIn({ missing }: RunContext, step: Step): Hindrance {
  const { operation } = step.call;
  if (missing?.has(operation)) return { kind: 'not-implemented', operations: [operation] };
  return hindranceOf({ ...step, outcome: asItCame(step.outcome) });
}

function reportViolation({ run: shared, stats }: ContextState, violation: ViolationDetails): void {
  if (stats.violations.some(({ operation }) => operation === violation.operation)) return;
  const last = violation.steps.at(-1);
  const own = last && isStoodIn(shared.contract, last) ? asRead(shared.contract, violation, last) : violation;
  if (own) stats.violations.push({ after: shared.sent(), ...own, steps: shared.history.complete(own.steps) });
  else stats.broke = whyStoodIn(shared, last!);
}

/** What a read shows that stands in for another one, as a violation of its own; undefined where only a list shows it. */
function asRead(contract: Contract, violation: ViolationDetails, last: Step): ViolationDetails | undefined {
  const shown = configRead(contract, last);
  const operation = violation.operation === last.call.operation ? shown?.call.operation : violation.operation;
  return shown && { ...violation, operation: operation!, steps: [...violation.steps.slice(0, -1), shown] };
}

async function close(state: ContextState, lane: TestContext, names: Names): Promise<void> {
  state.closing = true;
  try {
    state.stats.notes.push(...(await state.left.clear(lane)));
  } catch (error) {
    if (!(error instanceof AccessDeniedError)) throw error;
    state.stats.notes.push(`a resource that this rule created could not be deleted: ${error.message}`);
  }
  names.done?.();
}

/** What is known of a request whose bytes were changed by hand. */
const OPEN: Classification = { answer: 'open', broken: [], open: [] };
