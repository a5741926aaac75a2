import type { Hindrance } from '../core/hindrance.ts';
import type { ActiveRule } from '../core/rule.ts';
import { TARGET_SURVIVES } from '../rules/response/target-survives.ts';
import { judgedEvent, type TaskVerdict } from './judged.ts';
import { whyOver } from './over.ts';
import type { Task } from './plan.ts';
import type { Later } from './probe.ts';
import { createRequestBudget } from './request-budget.ts';
import type { RunState } from './state.ts';
import { isDown, revive } from './survival.ts';
import { judgeTask } from './task.ts';

/** Why a task is left out where there are to be only so many requests. */
const DEAR = leftOut('the request limit is spent on rules that find more per request');
const IDLE = leftOut('other rules find the same with fewer requests');

/** Why a rule is left out that is judged in other phases. */
const UNWANTED = leftOut('left out by --phase');

/** Judges the tasks of each stage, some at a time, one stage after the other. */
export async function runStages(state: RunState, stages: readonly Task[][], later: Later): Promise<void> {
  const { options, counts, emit, context: shared } = state;
  const pays = createRequestBudget(options.order?.limit, () => counts.requests);
  const total = stages.flat().length;
  let done = 0;
  for (const inStage of stages) {
    await options.between?.();
    const crowded: Task[] = [];
    const judge = async (task: Task, alone = false): Promise<void> => {
      const { rule, phase } = task;
      const paid = pays(task);
      if (paid && phase === 'workflow' && whyOver(state) === undefined && !state.signal.aborted) await later();
      const skip = paid ? unjudgeable(state, rule) : DEAR;
      if (skip) emit(judgedEvent(rule, phase, skip));
      else {
        const ending = await judgeTask(state, task, alone);
        if (ending === 'crowded') crowded.push(task);
        if (ending !== 'told') return;
      }
      emit({ type: 'progress', phase, done: ++done, total, requests: counts.requests, findings: counts.findings });
    };
    const inTurn = async (tasks: readonly Task[], lanes: () => number, alone = false): Promise<void> => {
      const work = (task: Task): Promise<void> => judge(task, alone);
      let left = tasks;
      do {
        left = await inLanes(left, { lanes, work, over: () => isDown(state) });
        if (isDown(state)) await revive(state, work);
      } while (left.length > 0);
      for (const text of await shared.fixtures.close()) emit({ type: 'note', text });
    };
    // Where a target holds few resources, rules that are judged side by side take each other's place.
    await inTurn(inStage, () => (crowded.length > 0 ? 1 : Math.max(1, options.concurrency ?? 4)));
    await inTurn(crowded.splice(0), () => 1);
    for (const task of crowded.splice(0)) await inTurn([task], () => 1, true);
  }
}

/** Tells of the rules that no stage judged. `left`: what a limit leaves out. */
export function leaveOut({ mine, phases, emit }: RunState, left: readonly Task[]): void {
  for (const { rule, phase } of left) emit(judgedEvent(rule, phase, IDLE));
  for (const rule of mine)
    if (!rule.phases.some((phase) => phases.includes(phase))) emit(judgedEvent(rule, rule.phases[0]!, UNWANTED));
}

/** The target stopped answering: a finding shows the request after which it did not, where one can be blamed. */
const GONE: Hindrance = { kind: 'step', operation: '', outcome: 'no answer', rules: [TARGET_SURVIVES] };

function unjudgeable(state: RunState, rule: ActiveRule): TaskVerdict | undefined {
  const { missing, signal } = state;
  const { target } = state.options;
  const over = whyOver(state);
  if (over !== undefined) return { status: 'skip', reason: over, hindrance: GONE };
  if (signal.aborted) return { status: 'skip', reason: 'interrupted', hindrance: { kind: 'option' } };
  if (rule.wire && !target.wire)
    return {
      status: 'skip',
      reason: 'this target sends no bytes that could be changed',
      hindrance: { kind: 'transport' },
    };
  // What a rule needs besides may be had in another way.
  const lacking = rule.operations.filter((operation) => missing.has(operation));
  if (lacking.length === 0 || lacking.length < rule.operations.length) return undefined;
  return {
    status: 'skip',
    reason: `not implemented: ${lacking.map((name) => `${name} (${missing.get(name)})`).join(', ')}`,
    hindrance: { kind: 'not-implemented', operations: lacking },
  };
}

function leftOut(reason: string): TaskVerdict {
  return { status: 'skip', reason, hindrance: { kind: 'option' } };
}

/** Runs the tasks in their order, some at a time, but never two of one rule, until `over` says so. Gives those that are left. */
async function inLanes(
  tasks: readonly Task[],
  { lanes, work, over }: { lanes: () => number; work: (task: Task) => Promise<void>; over: () => boolean },
): Promise<Task[]> {
  const waiting = [...tasks];
  const busy = new Map<ActiveRule, Promise<void>>();
  const lane = async (_: unknown, place: number): Promise<void> => {
    while (waiting.length > 0 && !over() && place < lanes()) {
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
  await Promise.all(Array.from({ length: lanes() }, lane));
  return waiting;
}
