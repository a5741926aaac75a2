import type { RunEvent } from '../core/event.ts';
import type { Hindrance } from '../core/hindrance.ts';
import { tellWaiting } from './controls.ts';
import { retryEarlier } from './earlier.ts';
import { endEvent } from './end-event.ts';
import { judgedEvent, type TaskVerdict } from './judged.ts';
import { openState } from './open.ts';
import type { RunParameters } from './options.ts';
import { planOf, type Task } from './plan.ts';
import { IMPLEMENTS, judgeStill, probe, STILL_IMPLEMENTS } from './probe.ts';
import { createQueue } from './queue.ts';
import { leaveOut, runStages } from './stages.ts';
import { startEvent } from './start-event.ts';
import type { RunState } from './state.ts';
import { overText } from './survival.ts';

export { type RunParameters, TargetUnusableError } from './options.ts';

/** Judges a target. Ends with an `end` event; throws TargetUnusableError, after that event, where nothing could be judged. */
export async function* run(options: RunParameters): AsyncGenerator<RunEvent, void> {
  const queue = createQueue<RunEvent>();
  const work = drive(openState(options, queue.put)).then(
    () => queue.end(),
    (error: unknown) => queue.fail(error),
  );
  yield* queue.values();
  await work;
}

async function drive(state: RunState): Promise<void> {
  const started = Date.now();
  start(state, started);
  try {
    const { stages, left } = planOf(state.mine, state.phases, state.options.order);
    const tasks = stages.flat();
    const later = await probe(state, tasks);
    await retryEarlier(state, later);
    announce(state, tasks);
    await runStages(state, stages, later);
    await tellWaiting(state);
    leaveOut(state, left);
    closeAnswers(state);
    judgeStill(state);
    state.emit(endEvent(state, started, overText(state)));
  } catch (error) {
    state.emit(
      endEvent(state, started, state.options.ended?.() ?? (error instanceof Error ? error.message : String(error))),
    );
    throw error;
  }
}

function start(state: RunState, started: number): void {
  const { rules, require: required = [], present = [] } = state.options;
  const preflight = [...(required.length > 0 ? [IMPLEMENTS] : []), ...(present.length > 0 ? [STILL_IMPLEMENTS] : [])];
  const all = [...preflight, ...rules.answer, ...rules.active];
  state.emit(startEvent(state, started, all));
}

function announce({ phases, emit }: RunState, tasks: readonly Task[]): void {
  for (const phase of phases)
    emit({ type: 'phase', phase, tasks: tasks.filter((task) => task.phase === phase).length });
}

/** Tells what the rules on answers came to. */
function closeAnswers({ options, answers, phases, missing, emit }: RunState): void {
  // The rules that would have brought such an answer about were left out, unless what they need is absent.
  const hindrance: Hindrance =
    missing.size > 0 ? { kind: 'not-implemented', operations: [...missing.keys()] } : { kind: 'option' };
  const unasked: TaskVerdict = { status: 'skip', reason: 'no response had anything that this rule checks', hindrance };
  for (const rule of options.rules.answer) {
    const entry = answers.get(rule.id);
    const phase = entry?.phase ?? phases.at(-1) ?? 'edges';
    const judged = judgedEvent(rule, phase, entry ? { status: entry.status } : unasked);
    emit({ ...judged, operations: entry?.operations ?? {} });
  }
}
