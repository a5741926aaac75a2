import { randomUUID } from 'node:crypto';
import { addressOf, operationOf } from '../contracts/resource.ts';
import type { Contract } from '../core/contract.ts';
import type { Reproduction } from '../core/event.ts';
import { given } from '../core/given.ts';
import { UNOBSERVED } from '../core/hindrance.ts';
import type { Json, Path } from '../core/json.ts';
import type { HttpRequest, Outcome } from '../core/outcome.ts';
import { valueAt } from '../core/path.ts';
import { replaceInCalls } from '../core/replace-texts.ts';
import type { Reproducer, ReproducerCall, TextBinding } from '../core/reproducer.ts';
import type { ActiveRule, AnswerRule } from '../core/rule.ts';
import { seedFor } from '../core/seed.ts';
import type { Target } from '../core/target.ts';
import { RuleViolation, SkipError, type Step, type TestContext, type ViolationDetails } from '../core/test-context.ts';
import type { TimingOptions } from '../core/timing.ts';
import { isAllowed } from '../model/allowed.ts';
import type { NameSource } from '../provision/names.ts';
import { addressesOf } from '../provision/sparing.ts';
import { outcomeText } from '../rules/expect.ts';
import { TARGET_SURVIVES } from '../rules/response/target-survives.ts';
import { sequenceRules } from '../rules/sequence/index.ts';
import { ANSWERS } from '../rules/sequence/violation.ts';
import { createClassifier } from '../schema/classifier.ts';
import { machineClock } from './clock.ts';
import { incomparable } from './comparable.ts';
import { derived } from './derived.ts';
import { createHistory } from './history.ts';
import { judgeSequence, type SequenceVerdict } from './reproduce-sequence.ts';
import { answerDigest, prefixOf } from './reproducer.ts';
import { wasSent } from './sent.ts';
import { createSharedFixtures, type SharedFixtures } from './shared-fixtures.ts';
import { AccessDeniedError, type OpenTestContext, openTestContext, type RunContext } from './test-context.ts';
import { timingOf } from './timing.ts';
import { trespassOf } from './trespass.ts';
import { createWays } from './ways.ts';

export interface Reproduced {
  verdict: Reproduction;
  /** Why, in a few words. */
  reason: string;
  /** The calls as they were made now. */
  steps: Step[];
  /** How the rule is broken now, where it said so itself. */
  violation?: ViolationDetails;
}

/** What a rule said of one answer. */
interface AnswerVerdict {
  violation: ViolationDetails | undefined;
  operation: string;
  /** The number of the call, from 1. A call that stands in for what it lacks has the same number. */
  call: number;
}

export interface ReproduceOptions extends TimingOptions {
  contract: Contract;
  target: Target;
  rules: { answer: AnswerRule[]; active: ActiveRule[] };
  names: NameSource;
  url?: string;
  signal?: AbortSignal;
}

/** Judges a reproducer by itself, without a run around it. */
export async function reproduceAlone(options: ReproduceOptions, reproducer: Reproducer): Promise<Reproduced> {
  const { contract, target, rules, names, url } = options;
  const { settle = reproducer.settle, patience = reproducer.patience } = options;
  const shared = {
    contract,
    target,
    classify: createClassifier(contract),
    timing: timingOf(given({ settle, patience }), { url, clock: target.tape ?? machineClock }),
    signal: options.signal ?? new AbortController().signal,
    history: createHistory(contract),
    ways: createWays(),
    versions: new Map(),
    shrinks: true,
    sent: () => 0,
    counted: () => {},
  };
  return reproduce(shared, rules, names, reproducer, { prefix: prefixOf(url), whole: true });
}

/**
 * Makes a reproducer's calls again and judges the outcomes by the same rule: by the answers that it allows to the last call,
 * where these alone decide, else as a whole, with the reproducer's seed. `whole`: it is judged as a whole too before anything is
 * called fixed; a run judges it anyway. `prefix`: the path in the endpoint's URL.
 */
export async function reproduce(
  shared: Omit<RunContext, 'answerRules' | 'answered' | 'fixtures'>,
  rules: { answer: AnswerRule[]; active: ActiveRule[] },
  names: NameSource,
  reproducer: Reproducer,
  { prefix, whole }: { prefix: string; whole: boolean },
): Promise<Reproduced> {
  const answerRule = rules.answer.find(({ id }) => id === reproducer.rule);
  const rule = rules.active.find(({ id }) => id === reproducer.rule);
  const isOfSequences = sequenceRules(shared.contract).some(({ id }) => id === reproducer.rule);
  if (!answerRule && !rule && !isOfSequences)
    return { verdict: 'CANNOT TELL', reason: `there is no rule ${reproducer.rule}`, steps: [] };
  const trespass = trespassOf(shared.contract, reproducer);
  if (trespass !== undefined) return { verdict: 'CANNOT TELL', reason: `nothing was sent: ${trespass}`, steps: [] };
  const said: AnswerVerdict[] = [];
  let current: TestContext | undefined;
  const judging: RunContext = {
    ...shared,
    answerRules: answerRule ? [answerRule] : [],
    answered: (_, operation, violation) => said.push({ violation, operation, call: current?.steps.length ?? 0 }),
    fixtures: createSharedFixtures((key) => open(key)),
  };
  const open = (part: string): OpenTestContext =>
    openTestContext(judging, {
      names: names(`again ${part} ${randomUUID()}`),
      seed: seedFor(reproducer.seed, reproducer.rule, reproducer.phase),
      runs: reproducer.runs,
      phase: reproducer.phase,
    });

  // What depends on the order of calls at one time, or on calls that were too long to keep, shows only as a whole.
  if (rule && (reproducer.calls.length === 0 || reproducer.phase === 'concurrency'))
    return asAWhole(open('rule'), judging.fixtures, rule, reproducer, []);
  if (reproducer.calls.length === 0)
    return { verdict: 'CANNOT TELL', reason: 'its calls were too long to keep', steps: [] };
  const { context: lane, close } = open('calls');
  current = lane;
  let replayed: Replayed;
  let heard: AnswerVerdict[];
  let sequence: SequenceVerdict | undefined;
  try {
    replayed = await replay(lane, reproducer, prefix);
    const decisive = reproducer.calls.at(-1)!.operation;
    heard = said.filter(({ call, operation }) => call === reproducer.calls.length && operation === decisive);
    if (isOfSequences && replayed.steps.length === reproducer.calls.length)
      sequence = await judgeSequence(lane, reproducer.rule, replayed.steps);
  } finally {
    await close();
  }
  const { steps, unjudged } = replayed;
  const told = (verdict: Reproduction, reason: string): Reproduced => ({ verdict, reason, steps });
  const last = steps.at(-1);
  // Nothing is told of a rule whose decisive call was not sent.
  if (!last || steps.length < reproducer.calls.length) return told('CANNOT TELL', unjudged ?? 'nothing was sent');
  const now = outcomeText(last.outcome);
  if (reproducer.rule === TARGET_SURVIVES && last.outcome.kind === 'lost')
    return (await isAnswering(shared))
      ? told('CANNOT TELL', now)
      : told('STILL FAILS', `${now}, nor to any request since`);
  if (sequence && last.outcome.kind !== 'lost') {
    const { verdict, reason, deviation } = sequence;
    return { ...told(verdict, reason), ...(deviation ? { violation: { ...deviation, steps } } : {}) };
  }
  if (reproducer.rule === ANSWERS) return told((await isAnswering(shared)) ? 'STILL FAILS' : 'CANNOT TELL', now);
  if (answerRule)
    return byAnswer(heard, told, {
      otherwise: unjudged ?? `the rule says nothing of ${now}`,
      ...given({ incomparable: incomparable(reproducer, last.outcome) }),
    });
  if (unjudged !== undefined && now !== reproducer.outcomes.at(-1)) return told('CANNOT TELL', unjudged);
  const asWanted = isAsWanted(reproducer, replayed);
  if (asWanted === false) return told('STILL FAILS', now);
  if (asWanted && !whole) return told('FIXED', now);
  const judged = await asAWhole(open('rule'), judging.fixtures, rule!, reproducer, steps);
  if (asWanted || !isSame(reproducer, replayed)) return judged;
  return afterSame(judged, reproducer, now, steps);
}

/** What an answer rule said of the decisive answer. */
function byAnswer(
  heard: readonly AnswerVerdict[],
  told: (verdict: Reproduction, reason: string) => Reproduced,
  { otherwise, incomparable: why }: { otherwise: string; incomparable?: string },
): Reproduced {
  const final = heard.at(-1);
  if (!final) return told('CANNOT TELL', otherwise);
  const { violation } = final;
  if (violation) return { ...told('STILL FAILS', violation.actual), violation };
  return why === undefined ? told('FIXED', 'the rule holds') : told('CANNOT TELL', why);
}

/**
 * The verdict where the calls came to what they came to then, but for what the service makes up each time, which may be what was
 * wrong. Where the rule can't be judged as a whole, the same answers mean the same verdict; random cases that hold contradict it.
 */
function afterSame(judged: Reproduced, { phase }: Reproducer, now: string, steps: Step[]): Reproduced {
  if (judged.verdict === 'STILL FAILS' || (judged.verdict === 'FIXED' && phase !== 'random')) return judged;
  if (judged.verdict === 'CANNOT TELL') return { verdict: 'STILL FAILS', reason: `${now}, as before`, steps };
  return { verdict: 'CANNOT TELL', reason: `${now}, as before, but the rule holds when it is judged again`, steps };
}

/** Whether the target answers something harmless. */
async function isAnswering({ contract, target }: Pick<RunContext, 'contract' | 'target'>): Promise<boolean> {
  const resource = Object.values(contract.resources)[0]!;
  const outcome = await target.call({ operation: operationOf(resource, 'read'), input: addressOf(resource, 'none') });
  // A question that was never sent shows no silence.
  return outcome.kind !== 'lost' || !wasSent(outcome);
}

interface Replayed {
  /** The calls that were made. */
  steps: Step[];
  /** The bindings with the texts that they have now. */
  present: TextBinding[];
  /** Why not all calls could be made. */
  unjudged?: string;
}

/** Makes the calls, each with the texts that the answers so far put in place of the old ones. */
async function replay(lane: TestContext, { calls, bindings }: Reproducer, prefix: string): Promise<Replayed> {
  const present = new Map<string, string>();
  const made = (): Replayed => ({
    steps: [...lane.steps],
    present: bindings.map((binding) => ({ ...binding, text: present.get(binding.text) ?? binding.text })),
  });
  const replaced = (call: ReproducerCall): ReproducerCall =>
    replaceInCalls([call], bindings, ({ text }) => present.get(text) ?? text)[0]!;
  try {
    for (const binding of bindings) {
      if ('resource' in binding) present.set(binding.text, await lane.name(binding.resource));
      else if ('unique' in binding) present.set(binding.text, `${binding.text}-${randomUUID()}`);
    }
    for (const [index, call] of calls.entries()) {
      const lacking = lackingFor(lane.contract, call, bindings, present);
      if (lacking !== undefined)
        throw new SkipError(`call ${lacking + 1} did not return what call ${index + 1} needs`, {
          hindrance: UNOBSERVED,
        });
      const { operation, input, bytes } = replaced(call);
      const outcome = await lane.send(operation, input, bytes && ((request) => written(request, bytes, prefix)));
      for (const binding of bindings) {
        if (!('call' in binding) || binding.call !== index) continue;
        const value = shownAt(outcome, binding.path);
        if (typeof value === 'string' && value !== '')
          present.set(binding.text, binding.made ? derived(value, binding.made) : value);
      }
    }
    return made();
  } catch (error) {
    if (!(error instanceof SkipError) && !(error instanceof AccessDeniedError)) throw error;
    return { ...made(), unjudged: error.message };
  }
}

/** The number of the call that should have answered with an id that this call names, and did not. */
function lackingFor(
  contract: Contract,
  call: ReproducerCall,
  bindings: TextBinding[],
  present: ReadonlyMap<string, string>,
): number | undefined {
  const addresses = [...addressesOf(contract, call.operation, call.input), call.bytes?.path ?? ''];
  for (const binding of bindings) {
    if (!('call' in binding) || present.has(binding.text)) continue;
    if (addresses.some((text) => text.includes(binding.text))) return binding.call;
  }
  return undefined;
}

function written(request: HttpRequest, bytes: NonNullable<ReproducerCall['bytes']>, prefix: string): HttpRequest {
  const { text, base64 } = bytes.body;
  const body = base64 === undefined ? new TextEncoder().encode(text ?? '') : Buffer.from(base64, 'base64');
  // A value that was removed as a secret is the one that is sent today.
  const headers = Object.entries(bytes.headers).flatMap(([name, value]) => {
    const present = value.startsWith('REMOVED') ? request.headers[name] : value;
    return present === undefined ? [] : [[name, present] as const];
  });
  return { ...request, method: bytes.method, path: prefix + bytes.path, headers: Object.fromEntries(headers), body };
}

const shownAt = (outcome: Outcome, path: Path): Json | undefined =>
  outcome.kind === 'response' ? valueAt(outcome.output, path) : undefined;

/** Whether every call came to what it came to then: a rule that sees the same says the same. */
function isSame({ outcomes, calls, bindings, answer }: Reproducer, { steps, present }: Replayed): boolean {
  const sent = replaceInCalls(calls, bindings, (_, index) => present[index]!.text);
  return (
    steps.length === outcomes.length &&
    steps.every(({ outcome }, index) => outcomeText(outcome) === outcomes[index]) &&
    answer === answerDigest(steps.at(-1)!.outcome, sent, present)
  );
}

/** Whether the last call came to what it must come to; undefined where that is not known, or calls before it did not come to what they came to then. */
function isAsWanted({ wanted, outcomes, calls }: Reproducer, { steps }: Replayed): boolean | undefined {
  const { outcome } = steps.at(-1)!;
  const led = steps.slice(0, -1).every((step, index) => isAlike(outcomeText(step.outcome), outcomes[index]!));
  if (wanted === undefined || !led || steps.length < calls.length) return undefined;
  return isAllowed(wanted, outcome);
}

/** Whether two outcomes are both successes or both the same refusal. */
function isAlike(a: string, b: string): boolean {
  return a === b || (/^2\d\d$/.test(a) && /^2\d\d$/.test(b));
}

async function asAWhole(
  { context: lane, stats, close }: OpenTestContext,
  shares: SharedFixtures,
  rule: ActiveRule,
  { phase, operation }: Reproducer,
  steps: Step[],
): Promise<Reproduced> {
  let reason = 'no response had anything that this rule checks';
  try {
    await rule.check(lane, phase);
  } catch (error) {
    if (error instanceof RuleViolation) lane.reportViolation(error.violation);
    else if (error instanceof SkipError || error instanceof AccessDeniedError) reason = error.message;
    else throw error;
  } finally {
    await close();
    await shares.close();
  }
  const violation = stats.violations.find((one) => one.operation === operation);
  if (violation)
    return { verdict: 'STILL FAILS', reason: violation.actual, steps: violation.steps, violation: violation };
  return (stats.operations[operation] ?? 0) > 0
    ? { verdict: 'FIXED', reason: 'the rule holds', steps }
    : { verdict: 'CANNOT TELL', reason, steps };
}
