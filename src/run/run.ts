import { createHash } from 'node:crypto';
import type { Contract } from '../core/contract.ts';
import type { Finding, RunEvent, Shard, Status } from '../core/event.ts';
import type { KnownDeviations } from '../core/known.ts';
import { type Breakage, Broken, Unjudged } from '../core/lane.ts';
import { type ActiveRule, type AnswerRule, PHASES, type Phase, type RuleInfo } from '../core/rule.ts';
import type { Target } from '../core/target.ts';
import type { NameSource, Names } from '../provision/names.ts';
import { createJudge, type Judge } from '../schema/certificate.ts';
import { capsuleOf, prefixOf } from './capsule.ts';
import { createHistory } from './history.ts';
import { Denied, openLane, type Shared, type Tally } from './lane.ts';
import { isNear } from './near.ts';
import { type Order, planOf, type Task } from './plan.ts';
import { type Preflight, preflight } from './preflight.ts';
import { createPurse } from './purse.ts';
import { createQueue } from './queue.ts';
import { comparable, recordStep } from './record.ts';
import { reproduce } from './reproduce.ts';
import { seedFor } from './seed.ts';
import { wasSent } from './sent.ts';
import { shardOf } from './shard.ts';
import { createShares } from './shares.ts';
import { encodeToken } from './token.ts';

export interface RunOptions {
  contract: Contract;
  target: Target;
  rules: { answer: AnswerRule[]; active: ActiveRule[] };
  /** Names of other resources. */
  names: NameSource;
  version: string;
  url?: string;
  seed: number;
  /** Random cases of a rule on one operation. */
  runs: number;
  phases?: readonly Phase[];
  /** What comes first; by default the phases one after the other. */
  order?: Order;
  /** Rules judged at the same time. */
  concurrency?: number;
  settle?: number;
  patience?: number;
  signal?: AbortSignal;
  /** Whether findings are made smaller; they are, unless it is said otherwise. */
  shrink?: boolean;
  /** Tells a finding in each task that comes upon it, not in the first alone. */
  again?: boolean;
  /** Operations without which the target does not conform. */
  require?: readonly string[];
  /** Called before each stage of the plan, while no lane is open. */
  between?: () => Promise<void>;
  /** Judges only this part of the rules. */
  shard?: Shard;
  /** Findings of earlier runs on this target, which are tried first. */
  earlier?: readonly Finding[];
  /** Kept in the record, for those who report it. */
  known?: KnownDeviations;
  /** The command that shows a finding again, by its rule and its token (empty where there is none). */
  reproduce(rule: string, token: string): string;
}

/** Why a run can't judge anything; its message is one line for a person. */
export class Unusable extends Error {}

/** Judges a target. Ends with an `end` event; throws Unusable, after that event, where nothing could be judged. */
export async function* run(options: RunOptions): AsyncGenerator<RunEvent, void> {
  const queue = createQueue<RunEvent>();
  const work = drive(options, queue.put).then(
    () => queue.end(),
    (error: unknown) => queue.fail(error),
  );
  yield* queue.values();
  await work;
}

type Emit = (event: RunEvent) => void;

async function drive(options: RunOptions, emit: Emit): Promise<void> {
  const { contract, target, rules, seed, runs } = options;
  const phases = options.phases ?? PHASES;
  const mine = shardOf(rules.active, options.shard);
  const required = options.require ?? [];
  const signal = options.signal ?? new AbortController().signal;
  const started = Date.now();
  let requests = 0;
  let retries = 0;
  let findings = 0;
  /** Calls without an answer, one after the other, up to now. */
  let silence = 0;
  const seen = new Set<string>();
  const given = new Set<string>();
  const answers = new Map<string, { status: Status; operations: Record<string, number>; phase: Phase }>();
  /** The phase of the task that was begun last. */
  let latest: Phase = phases[0] ?? 'edges';
  /** How often each key of what is shared was opened: once in each stage that uses it. */
  const opened = new Map<string, number>();

  const found = (rule: RuleInfo, breakage: Breakage, phase: Phase = latest): void => {
    const key = `${rule.id} ${breakage.operation}`;
    if (seen.has(key) && !options.again) return;
    seen.add(key);
    findings++;
    emit({
      type: 'finding',
      finding: findingOf(options, shared.judge, rule, breakage, phase, breakage.after ?? requests),
    });
  };
  const missing = new Map<string, string>();
  const shared: Shared = {
    contract,
    target,
    missing,
    judge: createJudge(contract, { known: (name) => given.has(name) }),
    answerRules: rules.answer,
    settle: options.settle ?? 2_000,
    settleReads: isNear(options.url) ? 0 : (options.settle ?? 2_000),
    patience: options.patience ?? 20_000,
    signal,
    shrinks: options.shrink ?? true,
    history: createHistory(contract, (text) => given.has(text)),
    shares: createShares((key) => {
      const times = (opened.get(key) ?? 0) + 1;
      opened.set(key, times);
      const part = `${times} ${key}`;
      return openLane(shared, remembering(options.names(part), given), seedFor(seed, part), runs);
    }),
    sent: () => requests,
    counted(outcome) {
      if (wasSent(outcome)) requests++;
      retries += outcome.retries ?? 0;
      silence = outcome.kind === 'lost' && wasSent(outcome) ? silence + 1 : 0;
    },
    answered(rule, operation, breakage) {
      let entry = answers.get(rule.id);
      if (!entry) answers.set(rule.id, (entry = { status: 'pass', operations: {}, phase: latest }));
      entry.operations[operation] = (entry.operations[operation] ?? 0) + 1;
      if (breakage) {
        entry.status = broken(rule);
        found(rule, breakage);
      }
    },
  };

  emit({
    type: 'start',
    format: 1,
    version: options.version,
    target: { name: target.name, ...(options.url === undefined ? {} : { url: options.url }) },
    seed,
    started: new Date(started).toISOString(),
    runs,
    phases: [...phases],
    rules: [...(required.length > 0 ? [IMPLEMENTS] : []), ...rules.answer, ...rules.active].map(
      ({ id, evidence, demands, citations, operations }) => ({
        id,
        evidence,
        demands,
        citations,
        operations,
      }),
    ),
    ...(options.shard ? { shard: options.shard } : {}),
    ...(options.known ? { known: options.known } : {}),
    contract: {
      source: `${contract.source.package}@${contract.source.version}`,
      digest: digestOf(contract),
      service: contract.service.name,
    },
  });
  const end = (error?: string): void => {
    const seconds = (Date.now() - started) / 1000;
    emit({
      type: 'end',
      seconds,
      requests,
      retries,
      interrupted: signal.aborted,
      ...(error === undefined ? {} : { error }),
    });
  };

  /** What the preflight saw of an operation that is there is an answer like any other. */
  const judgeAsked = ({ operation, state, step }: Preflight, after: number): void => {
    const { outcome } = step;
    // Who lacks an operation says so with an error.
    const odd = outcome.kind === 'unreadable' && outcome.status !== undefined && outcome.status < 300;
    if ((state !== 'implemented' && !odd) || outcome.kind === 'unsent') return;
    const certificate = shared.judge(operation, step.call.input);
    for (const rule of rules.answer) {
      const verdict = rule.judge(step.call, outcome, certificate);
      if (verdict === undefined) continue;
      const breakage = verdict === 'holds' ? undefined : { operation, ...verdict, steps: [step], after };
      shared.answered(rule, operation, breakage);
    }
  };

  const judge = async ({ rule, phase }: Task): Promise<void> => {
    const begun = performance.now();
    const { lane, tally, close } = openLane(
      shared,
      remembering(options.names(`${phase} ${rule.id}`), given),
      seedFor(seed, rule.id, phase),
      runs,
    );
    let reason: string | undefined;
    let status: Status = 'pass';
    try {
      await rule.check(lane, phase);
    } catch (error) {
      if (error instanceof Broken) lane.broken(error.breakage);
      else {
        // Anything else is a fault of the rule, which must not cost the verdicts of the others.
        status = error instanceof Unjudged ? 'skip' : 'error';
        reason = error instanceof Unjudged || error instanceof Denied ? error.message : String((error as Error).stack);
      }
    } finally {
      await close();
    }
    for (const breakage of tally.breakages) found(rule, breakage, phase);
    if (tally.breakages.length > 0) status = broken(rule);
    else if (status === 'pass' && Object.keys(tally.operations).length === 0) {
      status = 'skip';
      reason =
        tally.unsent === undefined
          ? (tally.notes[0] ?? 'nothing came up on which it could be judged')
          : `the client refuses by itself: ${tally.unsent}`;
    }
    for (const text of tally.notes) emit({ type: 'note', rule: rule.id, text });
    emit(judgedEvent(rule, phase, status, reason, tally, performance.now() - begun));
  };

  const retry = async (finding: Finding): Promise<void> => {
    const { capsule, rule, operation, phase, token } = finding;
    const there =
      mine.some(({ id, phases: own }) => id === rule && own.some((one) => one === phase)) ||
      (isFirst(options.shard) && rules.answer.some(({ id }) => id === rule));
    if (!capsule || !there || signal.aborted) return;
    const { verdict, reason, steps } = await reproduce(shared, rules, options.names, capsule, {
      prefix: prefixOf(options.url),
      whole: false,
    });
    emit({ type: 'replayed', rule, operation, token, verdict, reason });
    if (verdict !== 'STILL FAILS') return;
    seen.add(`${rule} ${operation}`);
    findings++;
    const recorded = steps.map((step) => recordStep(step, originOf(options.url)));
    emit({ type: 'finding', finding: { ...finding, steps: recorded, after: requests } });
  };

  try {
    const { stages, left } = planOf(mine, phases, options.order);
    const tasks = stages.flat();
    const { first, last } = asked(options, tasks);
    const ask = async (operations: readonly string[]): Promise<Preflight[]> => {
      const results = await preflight(contract, target, operations, seed);
      requests += sentOf(results);
      for (const { operation, state, detail } of results)
        emit({ type: 'preflight', operation, state: state === 'lost' ? 'unknown' : state, detail });
      return results;
    };
    const heed = (results: readonly Preflight[]): void => {
      // Each of several machines asks the same; one of them judges the answers.
      let after = requests - sentOf(results);
      for (const result of results) {
        after += sentOf([result]);
        if (isFirst(options.shard)) judgeAsked(result, after);
      }
      for (const { operation, state, detail } of results) if (state === 'missing') missing.set(operation, detail);
    };
    const results = await ask(first);
    let others: Promise<void> | undefined;
    if (!results.some(({ state }) => state === 'implemented' || state === 'lost')) {
      results.push(...(await ask(last)));
      others = Promise.resolve();
    }
    expectUsable(options, results);
    heed(results);
    if (required.length > 0) {
      const lacking = results.filter(({ operation }) => required.includes(operation) && missing.has(operation));
      for (const { operation, detail, step } of lacking)
        found(IMPLEMENTS, { operation, expected: 'an answer of the service', actual: detail, steps: [step] });
      emit(judgedEvent(IMPLEMENTS, latest, lacking.length > 0 ? 'fail' : 'pass', undefined, undefined, 0));
    }
    for (const finding of options.earlier ?? []) await retry(finding);
    for (const phase of phases)
      emit({ type: 'phase', phase, tasks: tasks.filter((task) => task.phase === phase).length });
    const pays = createPurse(options.order?.limit, () => requests);
    let done = 0;
    for (const inStage of stages) {
      await options.between?.();
      await inLanes(inStage, options.concurrency ?? 4, async (task) => {
        const { rule, phase } = task;
        latest = phase;
        const paid = pays(task);
        if (paid && phase === 'workflow' && silence < SILENCE && !signal.aborted)
          await (others ??= ask(last).then(heed));
        const reason = !paid
          ? DEAR
          : silence < SILENCE
            ? unjudgeable(rule, missing, target, signal)
            : 'the target gives no more answers';
        if (reason === undefined) await judge(task);
        else emit(judgedEvent(rule, phase, 'skip', reason, undefined, 0));
        emit({ type: 'progress', phase, done: ++done, total: tasks.length, requests, findings });
      });
      for (const text of await shared.shares.close()) emit({ type: 'note', text });
    }
    for (const { rule, phase } of left) emit(judgedEvent(rule, phase, 'skip', IDLE, undefined, 0));
    for (const rule of mine)
      if (!rule.phases.some((phase) => phases.includes(phase)))
        emit(judgedEvent(rule, rule.phases[0]!, 'skip', UNWANTED, undefined, 0));
    for (const rule of rules.answer) {
      const entry = answers.get(rule.id);
      emit({
        type: 'judged',
        rule: rule.id,
        phase: entry?.phase ?? latest,
        status: entry?.status ?? 'skip',
        ...(entry ? {} : { reason: 'no answer came up on which it could be judged' }),
        requests: 0,
        operations: entry?.operations ?? {},
        ms: 0,
        latency: [],
      });
    }
    end(silence < SILENCE ? undefined : `${target.name} gives no more answers`);
  } catch (error) {
    end(error instanceof Error ? error.message : String(error));
    throw error;
  }
}

/** The rule behind the option to require operations. */
const IMPLEMENTS: RuleInfo = {
  id: 'preflight.implements',
  evidence: 'documented',
  demands: 'every operation that is required is implemented',
  citations: [],
  operations: [],
};

/** Why a task is left out where there are to be only so many requests. */
const DEAR = 'others find more for their price';
const IDLE = 'others find the same for less';

/** Why a rule is left out that is judged in other phases. */
const UNWANTED = 'its phases were not asked for';

/** Calls without an answer after which a target is given up. */
const SILENCE = 8;

/**
 * The operations that tasks need: those that the slow and billed tasks of the workflow alone need are asked last. Each of
 * several machines asks all of them.
 */
function asked(
  { contract, rules, shard, require: required = [] }: RunOptions,
  tasks: readonly Task[],
): { first: string[]; last: string[] } {
  const needed = (some: readonly ActiveRule[]): Set<string> =>
    new Set(some.flatMap((rule) => [...rule.operations, ...rule.needs]));
  const all = needed(shard ? rules.active : tasks.map(({ rule }) => rule));
  const early = shard ? all : needed(tasks.filter(({ phase }) => phase !== 'workflow').map(({ rule }) => rule));
  const names = Object.keys(contract.operations).filter((name) => required.includes(name) || all.has(name));
  const first = names.filter((name) => required.includes(name) || early.has(name));
  return { first, last: names.filter((name) => !first.includes(name)) };
}

/** Throws Unusable where the answers to the preflight show that there is nothing to judge. */
function expectUsable({ contract, target }: RunOptions, results: readonly Preflight[]): void {
  const lost = results.find(({ state }) => state === 'lost');
  if (lost) throw new Unusable(`${target.name} gives no answer: ${lost.detail}`);
  if (results.length > 0 && results.every(({ step }) => step.outcome.kind === 'lost'))
    throw new Unusable(`${target.name} was not asked: ${results[0]?.detail}`);
  if (results.length > 0 && results.every(({ state }) => state === 'missing' || state === 'unknown')) {
    throw new Unusable(`${target.name} answers, but not as ${contract.service.name} does: ${results[0]?.detail}`);
  }
  if (results.length > 0 && results.every(({ state }) => state === 'refused')) {
    throw new Unusable(`${target.name} denies access to every operation: ${results[0]?.detail}`);
  }
}

function unjudgeable(
  rule: ActiveRule,
  missing: Map<string, string>,
  target: Target,
  signal: AbortSignal,
): string | undefined {
  if (signal.aborted) return 'interrupted';
  if (rule.wire && !target.wire) return 'this target has no wire on which bytes could be changed';
  const lacking = [...new Set([...rule.needs, ...rule.operations])].filter((operation) => missing.has(operation));
  return lacking.length === 0
    ? undefined
    : `not implemented: ${lacking.map((name) => `${name} (${missing.get(name)})`).join(', ')}`;
}

const sentOf = (results: readonly Preflight[]): number => results.filter(({ step }) => wasSent(step.outcome)).length;

/** Runs the tasks in their order, some at a time, but never two of one rule. */
async function inLanes(tasks: readonly Task[], lanes: number, work: (task: Task) => Promise<void>): Promise<void> {
  const waiting = [...tasks];
  const busy = new Map<ActiveRule, Promise<void>>();
  const lane = async (): Promise<void> => {
    while (waiting.length > 0) {
      const index = waiting.findIndex(({ rule }) => !busy.has(rule));
      if (index < 0) {
        await Promise.race(busy.values());
        continue;
      }
      const [task] = waiting.splice(index, 1) as [Task];
      const working = work(task).finally(() => busy.delete(task.rule));
      busy.set(task.rule, working);
      await working;
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, lanes) }, lane));
}

/** Names that were given are known, whatever their form. */
function remembering(names: Names, given: Set<string>): Names {
  const keep = (name: string): string => {
    given.add(name);
    return name;
  };
  const remember = (resource: string): string | Promise<string> => {
    const name = names(resource);
    return typeof name === 'string' ? keep(name) : name.then(keep);
  };
  return Object.assign(remember, { done: () => names.done?.() });
}

function broken({ evidence }: RuleInfo): Status {
  return evidence === 'inferred' ? 'warn' : 'fail';
}

function judgedEvent(
  rule: RuleInfo,
  phase: Phase,
  status: Status,
  reason: string | undefined,
  tally: Tally | undefined,
  ms: number,
): RunEvent {
  return {
    type: 'judged',
    rule: rule.id,
    phase,
    status,
    ...(reason === undefined ? {} : { reason }),
    requests: tally?.requests ?? 0,
    operations: tally?.operations ?? {},
    ms: Math.round(ms),
    latency: Array.from(tally?.latency ?? [], (count) => count ?? 0),
  };
}

function findingOf(
  options: RunOptions,
  judge: Judge,
  rule: RuleInfo,
  breakage: Breakage,
  phase: Phase,
  after: number,
): Finding {
  const { contract, url, seed, runs } = options;
  const found = { rule: rule.id, breakage, phase, seed, runs, prefix: prefixOf(url) };
  const capsule = capsuleOf(contract, judge, found);
  const token = capsule ? encodeToken(capsule) : '';
  return {
    rule: rule.id,
    evidence: rule.evidence,
    demands: rule.demands,
    operation: breakage.operation,
    phase,
    expected: breakage.expected,
    actual: breakage.actual,
    steps: breakage.steps.map((step) => recordStep(step, originOf(url))),
    ...(breakage.path ? { path: breakage.path } : {}),
    ...(breakage.supported ? { supported: comparable(contract, breakage, breakage.supported) } : {}),
    reproduce: options.reproduce(rule.id, token),
    token,
    ...(capsule ? { capsule } : {}),
    after,
  };
}

const originOf = (url: string | undefined): string => (url === undefined ? '' : new URL(url).origin);

/** Whether this is the machine that does what only one must do. */
const isFirst = (shard: Shard | undefined): boolean => shard === undefined || shard.index === 1;

function digestOf(contract: Contract): string {
  return createHash('sha256').update(JSON.stringify(contract)).digest('hex').slice(0, 16);
}
