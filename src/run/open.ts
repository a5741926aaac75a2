import type { RunEvent } from '../core/event.ts';
import { type AnswerRule, PHASES, type Phase } from '../core/rule.ts';
import { seedFor } from '../core/seed.ts';
import type { Step, ViolationDetails } from '../core/test-context.ts';
import type { Names } from '../provision/names.ts';
import { createClassifier } from '../schema/classifier.ts';
import { machineClock } from './clock.ts';
import { report, violated } from './findings.ts';
import { createHistory } from './history.ts';
import { openMatters } from './open-matters.ts';
import type { RunParameters } from './options.ts';
import { wasSent } from './sent.ts';
import { shardOf } from './shard.ts';
import { createSharedFixtures } from './shared-fixtures.ts';
import type { AnswerRuleState, RunState } from './state.ts';
import { type OpenTestContext, openTestContext, type RunContext } from './test-context.ts';
import { timingOf } from './timing.ts';
import { createWays } from './ways.ts';

/** The state of a run that has sent nothing yet. */
export function openState(options: RunParameters, emit: (event: RunEvent) => void): RunState {
  const given = new Set<string>();
  const state: Omit<RunState, 'context'> = {
    options,
    phases: options.phases ?? PHASES,
    mine: shardOf(options.rules.active, options.shard),
    signal: options.signal ?? new AbortController().signal,
    emit,
    counts: { requests: 0, replayed: 0, retries: 0, findings: 0, silence: 0 },
    silent: [],
    suspects: new Set(),
    restarts: { count: 0 },
    reported: new Set(),
    given,
    answers: new Map(),
    missing: new Map(),
    waiting: [],
  };
  const whole: RunState = Object.assign(state, { context: runContextOf(state, () => whole) });
  return whole;
}

function runContextOf(state: Omit<RunState, 'context'>, whole: () => RunState): RunContext {
  const { options, given, missing, counts, signal } = state;
  const { contract, target, rules } = options;
  /** How often each key of what is shared was opened: once in each stage that uses it. */
  const opened = new Map<string, number>();
  return {
    contract,
    target,
    missing,
    succeeded: new Set(),
    versions: new Map(),
    classify: createClassifier(contract, { known: (name) => given.has(name) }),
    answerRules: rules.answer,
    open: openMatters(contract, state.emit),
    timing: timingOf(options, { url: options.url, clock: target.tape ?? machineClock }),
    signal,
    shrinks: options.shrink ?? true,
    history: createHistory(contract, (text) => given.has(text)),
    ways: createWays((preparation, way, instead) =>
      state.emit({ type: 'prepared', preparation, way, ...(instead === undefined ? {} : { instead }) }),
    ),
    fixtures: createSharedFixtures((key, phase) => {
      const times = (opened.get(key) ?? 0) + 1;
      opened.set(key, times);
      return testContextOf(whole(), `${times} ${key}`, phase);
    }),
    sent: () => counts.requests - counts.replayed,
    counted: (step, phase) => count(state, step, phase),
    answered: (rule, operation, violation, phase) => answered(whole(), rule, operation, violation, phase),
    violated(id, violation, phase) {
      const demanding = rules.active.find((rule) => rule.id === id);
      if (demanding) report(whole(), demanding, violation, phase);
    },
  };
}

/** Opens a lane for one part of the run, with names and a seed of its own. */
export function testContextOf(
  { options, context: shared, given }: RunState,
  part: string,
  phase: Phase,
  ...seed: string[]
): OpenTestContext {
  const { seed: whole, runs, names } = options;
  const own = seed.length > 0 ? seedFor(whole, ...seed) : seedFor(whole, part);
  return openTestContext(shared, { names: remembering(names(part), given), seed: own, runs, phase });
}

function count({ counts, silent, suspects }: Omit<RunState, 'context'>, step: Step, phase: Phase): void {
  const { outcome } = step;
  counts.retries += outcome.retries ?? 0;
  if (!wasSent(outcome)) return;
  counts.requests++;
  // After a connection that broke alone, the repetition was answered.
  const isSilent = outcome.kind === 'lost' && !outcome.interrupted;
  counts.silence = isSilent ? counts.silence + 1 : 0;
  if (isSilent) silent.push({ step, phase });
  else {
    silent.length = 0;
    suspects.clear();
  }
}

/** Takes over what an answer rule says of one answer. */
export function answered(
  state: RunState,
  rule: AnswerRule,
  operation: string,
  violation: ViolationDetails | undefined,
  phase: Phase,
): void {
  const entry: AnswerRuleState = state.answers.get(rule.id) ?? { status: 'pass', operations: {}, phase };
  state.answers.set(rule.id, entry);
  entry.operations[operation] = (entry.operations[operation] ?? 0) + 1;
  if (!violation) return;
  entry.status = violated(rule);
  report(state, rule, violation, phase);
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
