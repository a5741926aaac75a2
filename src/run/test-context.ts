import type { Classification } from '../core/certificate.ts';
import type { Contract } from '../core/contract.ts';
import type { Hindrance } from '../core/hindrance.ts';
import type { JsonObject } from '../core/json.ts';
import type { AnswerRule, Phase } from '../core/rule.ts';
import type { Call, Target } from '../core/target.ts';
import { SkipError, type Step, type TestContext, type ViolationDetails } from '../core/test-context.ts';
import type { Ways } from '../core/ways.ts';
import type { Names } from '../provision/names.ts';
import { outcomeText } from '../rules/expect.ts';
import { hindranceOf } from '../rules/hindered.ts';
import type { Classifier } from '../schema/certificate.ts';
import { machineClock } from './clock.ts';
import type { History } from './history.ts';
import { leftovers } from './leftovers.ts';
import { wasSent } from './sent.ts';
import type { Shares } from './shares.ts';

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

/** Opens a lane for one rule in one phase. */
export function openLane(shared: Shared, { names, seed, runs, phase }: LaneOptions): OpenLane {
  const { contract, target, judge } = shared;
  const tally: TaskStats = { requests: 0, operations: {}, breakages: [], notes: [], latency: [] };
  const steps: Step[] = [];
  const left = leftovers(contract);
  let last: { operation: string; input: JsonObject; certificate: Classification } | undefined;
  let closing = false;

  const certify = (operation: string, input: JsonObject): Classification => {
    if (last?.input !== input || last.operation !== operation)
      last = { operation, input, certificate: judge(operation, input) };
    return last.certificate;
  };

  const stop = (reason: string, hindrance: Hindrance): SkipError => {
    tally.stopped = { reason, hindrance };
    return new SkipError(reason, { hindrance });
  };

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
    steps,
    absent: (operation) => shared.missing?.has(operation) === true,
    ways: shared.ways,
    classify: certify,
    name: names,
    async send(operation, input, wire) {
      if (shared.signal.aborted && !closing) throw new SkipError('interrupted');
      const lacking = shared.missing?.get(operation);
      if (lacking !== undefined)
        throw stop(`not implemented: ${operation} (${lacking})`, { kind: 'not-implemented', operations: [operation] });
      const call: Call = wire ? { operation, input, wire } : { operation, input };
      if (closing) call.cleaning = true;
      const outcome = await target.call(call);
      if (wasSent(outcome)) tally.requests++;
      const bucket = outcome.ms < 1 ? 0 : Math.floor(Math.log2(outcome.ms)) + 1;
      tally.latency[bucket] = (tally.latency[bucket] ?? 0) + 1;
      const step: Step = { call: wire ? { operation, input, changed: true } : { operation, input }, outcome };
      shared.counted(step, phase);
      steps.push(step);
      if (steps.length > REMEMBERED) steps.shift();
      if (outcome.kind === 'lost') {
        if (outcome.interrupted) tally.interrupted = true;
        throw stop(outcomeText(outcome), target.tape && outcome.withheld ? { kind: 'transport' } : hindranceOf(step));
      }
      if (outcome.kind === 'refused' && DENIED.has(outcome.error.code))
        throw new AccessDeniedError(`the target denies access: ${outcomeText(outcome)}`);
      if (outcome.kind === 'unsent') stop(`the client refuses by itself: ${outcome.reason}`, hindranceOf(step));
      if (outcome.kind === 'response') shared.succeeded?.add(operation);
      left.follow(step);
      shared.shares.saw(step);
      shared.history.follow(step);
      const certificate = wire ? OPEN : certify(operation, input);
      for (const rule of shared.answerRules) {
        const verdict = rule.judge(call, outcome, certificate);
        if (verdict === undefined) continue;
        const steps = verdict === 'holds' ? [] : shared.history.lead(step);
        if (verdict !== 'holds') tally.broke = hindranceOf(step, [rule.id]);
        shared.answered(rule, operation, verdict === 'holds' ? undefined : { operation, ...verdict, steps }, phase);
      }
      return outcome;
    },
    recordCheck(operation) {
      // What the client refused by itself says nothing about the service.
      if (steps.at(-1)?.outcome.kind === 'unsent') return;
      tally.operations[operation] = (tally.operations[operation] ?? 0) + 1;
    },
    reportViolation(breakage) {
      if (tally.breakages.some(({ operation }) => operation === breakage.operation)) return;
      tally.breakages.push({ after: shared.sent(), ...breakage, steps: shared.history.complete(breakage.steps) });
    },
    hindered({ violation }) {
      if (!violation) return;
      const { rule, ...breakage } = violation;
      shared.violated?.(rule, { ...breakage, steps: shared.history.complete(breakage.steps) }, phase);
    },
    note(text) {
      tally.notes.push(text);
    },
  };

  return {
    lane,
    tally,
    saw: left.saw,
    async close() {
      closing = true;
      try {
        tally.notes.push(...(await left.clear(lane)));
      } catch (error) {
        if (!(error instanceof AccessDeniedError)) throw error;
        tally.notes.push(`what this rule made could not be deleted: ${error.message}`);
      }
      names.done?.();
    },
  };
}

/** What is known of a request whose bytes were changed by hand. */
const OPEN: Classification = { answer: 'open', broken: [], open: [] };
