import { addressOf, operationOf } from '../contracts/resource.ts';
import type { Step } from '../core/test-context.ts';
import { outcomeText } from '../rules/expect.ts';
import { TARGET_SURVIVES } from '../rules/response/target-survives.ts';
import { judgedEvent } from './judged.ts';
import { answered } from './open.ts';
import { fallenSilent, whyOver } from './over.ts';
import type { Task } from './plan.ts';
import { wasSent } from './sent.ts';
import type { RunState } from './state.ts';

/** Times that a target is started again in one run. */
const MOST_RESTARTS = 12;

/** Whether a target that stopped answering can be started again. */
export function canRestart({ options, restarts, signal }: RunState): boolean {
  return (
    options.restart !== undefined && restarts.failed === undefined && restarts.count < MOST_RESTARTS && !signal.aborted
  );
}

/** Whether the target stopped answering, and that can be helped. */
export const isDown = (state: RunState): boolean => whyOver(state) !== undefined && canRestart(state);

/**
 * Starts a target again that stopped answering, and judges by themselves the tasks that may have done that to it. One
 * after which it stopped answering again is a finding that names the request, and is not judged any further. A target
 * whose process ended, and that none of them ends again, leaves the run inconclusive: it may end at any time.
 */
export async function revive(state: RunState, judge: (task: Task) => Promise<void>): Promise<void> {
  const suspects = [...state.suspects];
  const ended = state.options.ended?.();
  let blamed = false;
  await restart(state);
  for (const task of suspects) {
    const over = whyOver(state) !== undefined;
    await judge(task);
    if (over || state.silent.length === 0 || (await isAnswering(state))) continue;
    blame(state, task);
    blamed = true;
    if (canRestart(state)) await restart(state);
  }
  if (ended !== undefined && !blamed)
    state.restarts.unexplained ??= `${ended} and was started again; no rule that was being judged at the time makes it exit again`;
}

/** Starts a target again; `restarts.failed` says why where it did not come up. */
export async function restart(state: RunState): Promise<void> {
  const { options, restarts, context: shared, emit } = state;
  restarts.count++;
  try {
    await options.restart!();
  } catch (error) {
    restarts.failed = (error as Error).message;
    return;
  }
  state.counts.silence = 0;
  state.silent.length = 0;
  state.suspects.clear();
  for (const text of await shared.fixtures.close()) emit({ type: 'note', text });
}

/** Whether the target answers something harmless. */
export async function isAnswering(state: RunState): Promise<boolean> {
  const { options, counts, silent } = state;
  const [resource] = Object.values(options.contract.resources);
  if (!resource || whyOver(state) !== undefined) return false;
  const read = operationOf(resource, 'read');
  const outcome = await options.target.call({ operation: read, input: addressOf(resource, 'none') });
  // What was never asked, because a budget is spent, say, is no silence of the target.
  if (!wasSent(outcome)) return true;
  counts.requests++;
  // Who throttles answers.
  if (outcome.kind === 'lost' && !outcome.exchange?.response) {
    fallenSilent(state);
    return false;
  }
  counts.silence = 0;
  silent.length = 0;
  return true;
}

/** Reports the request after which the target gave no more answers, and leaves the task unjudged that sent it. */
function blame(state: RunState, { rule, phase }: Task): void {
  const { options, context: shared, emit } = state;
  const step = culpritOf(state);
  const survives = options.rules.answer.find(({ id }) => id === TARGET_SURVIVES);
  if (!step) return;
  const { operation } = step.call;
  const outcome = outcomeText(step.outcome);
  if (survives) {
    const led = shared.history.lead(step).filter((one) => one.outcome !== step.outcome);
    answered(
      state,
      survives,
      operation,
      {
        operation,
        expected: 'an answer to this request, and to those after it',
        actual: `${outcome}; from then on the target answered nothing, and again after a restart`,
        differences: [{ kind: 'dies', operation }],
        steps: [...led, step],
      },
      phase,
    );
  }
  const ended = options.ended?.();
  const reason = `the target stopped answering after ${requestText(step)}${ended === undefined ? '' : `: ${ended}`}`;
  const hindrance = { kind: 'step' as const, operation, outcome, rules: [TARGET_SURVIVES] };
  emit(judgedEvent(rule, phase, { status: 'skip', reason, hindrance }));
}

/** The first request that was sent and got no answer, since the latest answer. */
const culpritOf = ({ silent }: RunState): Step | undefined =>
  (silent.find(({ step }) => step.outcome.kind === 'lost' && !step.outcome.unreached) ?? silent[0])?.step;

/** Requests that are named where it is not known which of them it was. */
const NAMED = 4;

/** Why a run ended before its end: what the target does, and the requests after which it did. */
export function overText(state: RunState): string | undefined {
  const why = whyOver(state);
  if (why === undefined) return state.restarts.unexplained;
  const sent = state.silent.filter(({ step }) => step.outcome.kind === 'lost' && !step.outcome.unreached);
  const named = sent.slice(0, NAMED).map(({ step }) => requestText(step));
  if (named.length === 0) return why;
  return `${why}, since ${named.length === 1 ? named[0] : `one of these: ${named.join('; ')}`}`;
}

function requestText({ call, outcome }: Step): string {
  const request = outcome.exchange?.request;
  const where = request ? ` (${request.method} ${request.path.slice(0, 120)}, ${request.body.length} bytes)` : '';
  return `${call.operation}${call.changed ? ' with changed bytes' : ''}${where}`;
}
