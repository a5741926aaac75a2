import type { Basics } from '../core/hindrance.ts';
import type { Phase } from '../core/rule.ts';
import { RuleViolation, SkipError, type TestContext } from '../core/test-context.ts';
import { basicsOf } from '../rules/basics.ts';
import { tell } from './controls.ts';
import { report, violated } from './findings.ts';
import { judgedEvent, type TaskVerdict } from './judged.ts';
import { testContextOf } from './open.ts';
import { whyOver } from './over.ts';
import type { Task } from './plan.ts';
import { wasSent } from './sent.ts';
import type { RunState } from './state.ts';
import { canRestart, isAnswering, isDown } from './survival.ts';
import { AccessDeniedError, type TaskStats } from './test-context.ts';

/**
 * How a task ended. `silent`: cut short by a target that stopped answering and can be started again; `crowded`: left
 * unjudged where the target holds no more resources. Of neither is a verdict told.
 */
export type Ending = 'told' | 'silent' | 'crowded';

/** Judges a rule in one phase, in a lane of its own, and reports the verdict. `alone`: while no other is judged. */
export async function judgeTask(state: RunState, task: Task, alone = false): Promise<Ending> {
  const { rule, phase } = task;
  const begun = performance.now();
  const first = await judgeOnce(state, task, `${phase} ${rule.id}`);
  // A restart of the target, say, is no reason to leave a rule unjudged.
  const again = first.verdict.status === 'skip' && first.stats.interrupted && whyOver(state) === undefined;
  const { stats, verdict } = again ? await judgeOnce(state, task, `again ${phase} ${rule.id}`) : first;
  if (again) stats.requests += first.stats.requests;
  if (verdict.status === 'skip' && isDown(state)) {
    state.suspects.add(task);
    return 'silent';
  }
  if (!alone && isCrowded(state, verdict)) return 'crowded';
  for (const violation of stats.violations) report(state, rule, violation, phase);
  for (const text of stats.notes) state.emit({ type: 'note', rule: rule.id, text });
  tell(state, judgedEvent(rule, phase, verdict, { stats, ms: performance.now() - begun }));
  return 'told';
}

/** Whether a rule was not judged because of the resources that there are, its own or those of other rules: too many, or in its way. */
function isCrowded({ options }: RunState, { status, hindrance }: TaskVerdict): boolean {
  if (status !== 'skip' || hindrance?.kind !== 'step') return false;
  const full = Object.values(options.contract.resources).flatMap(({ errors }) => [
    errors.tooMany,
    errors.alreadyExists,
  ]);
  return full.some((code) => code !== undefined && hindrance.outcome.split(' ').includes(code));
}

async function judgeOnce(
  state: RunState,
  task: Task,
  part: string,
): Promise<{ stats: TaskStats; verdict: TaskVerdict }> {
  const { rule, phase } = task;
  const { context: lane, stats, close } = testContextOf(state, part, phase, rule.id, phase);
  let checked: TaskVerdict;
  try {
    checked = await check(rule.check(lane, phase), lane);
  } finally {
    await close();
  }
  const last = lane.steps.at(-1)?.outcome;
  if (last?.kind === 'lost' && wasSent(last)) {
    state.suspects.add(task);
    if (canRestart(state)) await isAnswering(state);
  }
  const isPartial = rule.phases.some((other) => !state.phases.includes(other));
  const verdict = seen(checked, stats, phase, isPartial);
  return {
    stats,
    verdict:
      stats.violations.length > 0
        ? { status: violated(rule) }
        : grounded(state, verdict, basicsOf(lane.contract, rule)),
  };
}

/**
 * A verdict that says on what a rule builds where it was not judged, unless a call says why that was refused for what it sent.
 * What is absent of that is reason enough.
 */
function grounded({ missing }: RunState, verdict: TaskVerdict, basics: Basics): TaskVerdict {
  const { status, hindrance } = verdict;
  if (status !== 'skip') return verdict;
  if (hindrance && hindrance.kind !== 'unobserved') {
    const isRefusal = hindrance.kind === 'step' && /^(400|5\d\d)\b/.test(hindrance.outcome);
    return hindrance.kind === 'step' && !isRefusal ? { ...verdict, hindrance: { ...hindrance, basics } } : verdict;
  }
  const absent = basics.operations.filter((operation) => missing.has(operation));
  return absent.length > 0
    ? { ...verdict, hindrance: { kind: 'not-implemented', operations: absent } }
    : { ...verdict, hindrance: { kind: 'unobserved', basics } };
}

/** What a check ends with. Anything else than our own errors is a fault of the rule, which must not cost the verdicts of the others. */
async function check(checking: Promise<void>, lane: TestContext): Promise<TaskVerdict> {
  try {
    await checking;
  } catch (error) {
    if (error instanceof RuleViolation) lane.reportViolation(error.violation);
    else if (error instanceof SkipError) {
      lane.hindered(error);
      return { status: 'skip', reason: error.message, hindrance: error.hindrance };
    } else
      return {
        status: 'error',
        reason: error instanceof AccessDeniedError ? error.message : String((error as Error).stack),
      };
  }
  return { status: 'pass' };
}

/** A rule holds only where something was judged. `isPartial`: an option left out other phases of the rule. */
function seen(
  verdict: TaskVerdict,
  { operations, stopped, notes, broke }: TaskStats,
  phase: Phase,
  isPartial: boolean,
): TaskVerdict {
  const isJudged = Object.keys(operations).length > 0;
  // Of several operations those that are there were judged.
  if (verdict.hindrance?.kind === 'not-implemented' && isJudged) return { status: 'pass' };
  if (verdict.status !== 'pass' || isJudged) return verdict;
  if (stopped) return { status: 'skip', ...stopped };
  if (broke) return { status: 'skip', reason: notes[0] ?? NOTHING, hindrance: broke };
  if (isPartial && notes.length === 0) return { status: 'skip', reason: OTHER_PHASES, hindrance: { kind: 'option' } };
  // With few random cases some rules get none, which is what the option asks for.
  if (phase === 'random') return { status: 'skip', reason: TOO_FEW, hindrance: { kind: 'option' } };
  return { status: 'skip', reason: notes[0] ?? NOTHING };
}

const NOTHING = 'no response had anything that this rule checks';
const OTHER_PHASES = 'the phases that --phase selects have no case for this rule';
const TOO_FEW = 'no random case had anything that this rule checks; raise --runs';
