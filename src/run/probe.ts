import { operationOf, verbOf } from '../contracts/resource.ts';
import type { ActiveRule, Phase, RuleInfo } from '../core/rule.ts';
import { report } from './findings.ts';
import { judgedEvent } from './judged.ts';
import { answered } from './open.ts';
import { type RunParameters, TargetUnusableError } from './options.ts';
import type { Task } from './plan.ts';
import { type Preflight, preflight } from './preflight.ts';
import { secondLook } from './second-look.ts';
import { wasSent } from './sent.ts';
import { isFirst } from './shard.ts';
import type { RunState } from './state.ts';

/** The rule behind the option to require operations. */
export const IMPLEMENTS: RuleInfo = {
  id: 'preflight.implements',
  evidence: 'documented',
  demands: 'every operation that is required is implemented',
  citations: [],
  operations: [],
};

/** The rule behind the operations that the last run found. */
export const STILL_IMPLEMENTS: RuleInfo = {
  id: 'preflight.still-implements',
  evidence: 'documented',
  demands: 'every operation that the last run found implemented must still be implemented',
  citations: [],
  operations: [],
};

/** Asks what the slow and billed tasks of the workflow alone need; the first time that it is called. */
export type Later = () => Promise<void>;

/** Finds out which operations are implemented. Throws TargetUnusableError where nothing can be judged. */
export async function probe(state: RunState, tasks: readonly Task[]): Promise<Later> {
  const [phase = 'edges'] = state.phases;
  const { first, last } = asked(state.options, tasks);
  const rounds = [await ask(state, first, phase)];
  let others: Promise<void> | undefined;
  if (!rounds[0]!.results.some(({ state: found }) => found === 'implemented' || found === 'lost')) {
    rounds.push(await ask(state, last, phase));
    others = Promise.resolve();
  }
  const results = rounds.flatMap((round) => round.results);
  // An endpoint that is no such service at all has no rules to break.
  expectUsable(state.options, results);
  for (const round of rounds) heed(state, round, phase);
  judgeRequired(state, results, phase);
  return () => (others ??= ask(state, last, 'workflow').then((round) => heed(state, round, 'workflow')));
}

/** What some operations answered. */
interface Round {
  /** What the first answer of each says. */
  first: readonly Preflight[];
  /** What is known after a second look. */
  results: readonly Preflight[];
  /** Requests of the run before the first of these. */
  before: number;
}

/**
 * The operations that tasks need: those that the slow and billed tasks of the workflow alone need are asked last. Each of
 * several machines asks all of them.
 */
function asked(
  { contract, rules, shard, require: required = [] }: RunParameters,
  tasks: readonly Task[],
): { first: string[]; last: string[] } {
  const resources = Object.values(contract.resources);
  /** Rules that write a resource read it, and its configuration alone too, where that can be done. */
  const readsOf = (name: string): string[] =>
    resources.flatMap((resource) => {
      const verb = verbOf(resource, name);
      if (verb === undefined || verb === 'list' || verb === 'readConfig') return [];
      return [operationOf(resource, 'read'), operationOf(resource, 'readConfig') ?? []].flat();
    });
  const needed = (some: readonly ActiveRule[]): Set<string> => {
    const names = some.flatMap((rule) => [...rule.operations, ...rule.needs]);
    return new Set([...names, ...names.flatMap(readsOf)]);
  };
  const all = needed(shard ? rules.active : tasks.map(({ rule }) => rule));
  const early = shard ? all : needed(tasks.filter(({ phase }) => phase !== 'workflow').map(({ rule }) => rule));
  const names = Object.keys(contract.operations).filter((name) => required.includes(name) || all.has(name));
  const first = names.filter((name) => required.includes(name) || early.has(name));
  return { first, last: names.filter((name) => !first.includes(name)) };
}

async function ask(run: RunState, operations: readonly string[], phase: Phase): Promise<Round> {
  const { options, counts, emit } = run;
  const before = counts.requests;
  const first = await preflight(options.contract, options.target, operations, options.seed);
  counts.requests += sentOf(first);
  const results = await secondLook(run, first, phase);
  for (const { operation, state, detail } of results)
    emit({ type: 'preflight', operation, state: state === 'lost' ? 'unknown' : state, detail });
  return { first, results, before };
}

/** Takes over what is missing, and judges the first answers. Each of several machines asks the same; one of them judges. */
function heed(state: RunState, { first, results, before }: Round, phase: Phase): void {
  for (const { operation, state: found, detail } of results)
    if (found === 'missing') state.missing.set(operation, detail);
  for (const result of results) expectStill(state, result, phase);
  if (!isFirst(state.options.shard)) return;
  let after = before;
  for (const result of first) {
    after += sentOf([result]);
    judgeAsked(state, result, after, phase);
  }
}

/** What was seen of an operation that is there is an answer like any other. */
function judgeAsked(run: RunState, { operation, state, step }: Preflight, after: number, phase: Phase): void {
  const { outcome } = step;
  // Who lacks an operation says so with an error.
  const odd = outcome.kind === 'unreadable' && outcome.status !== undefined && outcome.status < 300;
  if ((state !== 'implemented' && !odd) || outcome.kind === 'unsent') return;
  const classification = run.context.classify(operation, step.call.input);
  for (const rule of run.options.rules.answer) {
    const verdict = rule.judge(step.call, outcome, classification);
    if (verdict === undefined) continue;
    const violation = verdict === 'holds' ? undefined : { operation, ...verdict, steps: [step], after };
    answered(run, rule, operation, violation, phase);
  }
}

/** Reports an operation that the last run found and that is absent now. */
function expectStill(state: RunState, { operation, detail, step }: Preflight, phase: Phase): void {
  if (!state.missing.has(operation) || !state.options.present?.includes(operation)) return;
  const expected = 'the operation to be implemented, as it was in the last run';
  report(state, STILL_IMPLEMENTS, { operation, expected, actual: detail, steps: [step] }, phase);
}

/** Reports which operations of the last run are still there. */
export function judgeStill({ options, phases, missing, emit }: RunState): void {
  const { present = [] } = options;
  if (present.length === 0) return;
  const lacking = present.some((operation) => missing.has(operation));
  emit(judgedEvent(STILL_IMPLEMENTS, phases[0] ?? 'edges', { status: lacking ? 'fail' : 'pass' }));
}

function judgeRequired(state: RunState, results: readonly Preflight[], phase: Phase): void {
  const { require: required = [] } = state.options;
  if (required.length === 0) return;
  const lacking = results.filter(({ operation }) => required.includes(operation) && state.missing.has(operation));
  for (const { operation, detail, step } of lacking)
    report(
      state,
      IMPLEMENTS,
      {
        operation,
        expected: 'an answer of the service',
        actual: detail,
        differences: [{ kind: 'absent', operation }],
        steps: [step],
      },
      phase,
    );
  state.emit(judgedEvent(IMPLEMENTS, phase, { status: lacking.length > 0 ? 'fail' : 'pass' }));
}

/** Throws TargetUnusableError where the answers to the preflight show that there is nothing to judge. */
function expectUsable({ contract, target }: RunParameters, results: readonly Preflight[]): void {
  const lost = results.find(({ state }) => state === 'lost');
  if (lost) throw new TargetUnusableError(`${target.name} gives no answer: ${lost.detail}`);
  if (results.length > 0 && results.every(({ step }) => step.outcome.kind === 'lost'))
    throw new TargetUnusableError(`${target.name} was not asked: ${results[0]?.detail}`);
  if (results.length > 0 && results.every(({ state }) => state === 'missing' || state === 'unknown'))
    throw new TargetUnusableError(
      `${target.name} answers, but not as ${contract.service.name} does: ${results[0]?.detail}`,
    );
  if (results.length > 0 && results.every(({ state }) => state === 'refused'))
    throw new TargetUnusableError(`${target.name} denies access to every operation: ${results[0]?.detail}`);
}

const sentOf = (results: readonly Preflight[]): number => results.filter(({ step }) => wasSent(step.outcome)).length;
