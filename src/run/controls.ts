import type { RuleResult } from '../core/event.ts';
import type { Hindrance } from '../core/hindrance.ts';
import { SkipError } from '../core/test-context.ts';
import { succeedOnce } from '../rules/control.ts';
import { hindranceOf } from '../rules/hindered.ts';
import { testContextOf } from './open.ts';
import { whyOver } from './over.ts';
import type { RunState } from './state.ts';
import { AccessDeniedError } from './test-context.ts';

/**
 * Tells what a rule came to. One that holds on an operation that has not succeeded yet waits: an operation that refuses
 * everything satisfies every rule that demands a refusal, and shows nothing.
 */
export function tell(state: RunState, event: RuleResult): void {
  if (event.status === 'pass' && unproven(state, event).length > 0) state.waiting.push(event);
  else state.emit(event.status === 'skip' ? { ...event, operations: {} } : event);
}

/** Tells of the rules that wait, after a control call of each operation that has not succeeded yet. */
export async function tellWaiting(state: RunState): Promise<void> {
  const operations = new Set(state.waiting.flatMap((event) => unproven(state, event)));
  const hindrances = new Map<string, Hindrance | undefined>();
  for (const operation of operations) hindrances.set(operation, await control(state, operation));
  for (const event of state.waiting.splice(0)) state.emit(proven(state, event, hindrances));
}

const unproven = ({ context: shared }: RunState, { operations }: RuleResult): string[] =>
  Object.keys(operations).filter((operation) => !shared.succeeded?.has(operation));

/** Calls an operation so that it succeeds where it can. Gives what kept that from being tried. */
async function control(state: RunState, operation: string): Promise<Hindrance | undefined> {
  if (whyOver(state) !== undefined || state.signal.aborted || state.missing.has(operation)) return undefined;
  const { context: lane, stats, close } = testContextOf(state, `control ${operation}`, state.phases.at(-1) ?? 'edges');
  try {
    await succeedOnce(lane, operation);
    const last = lane.steps.findLast((step) => step.call.operation === operation);
    return stats.stopped?.hindrance ?? (last && hindranceOf(last, findingsOn(state, operation)));
  } catch (error) {
    if (error instanceof SkipError) return error.hindrance;
    if (!(error instanceof AccessDeniedError)) throw error;
    return undefined;
  } finally {
    await close();
  }
}

/** The event with the operations that succeeded alone; not judged where none did. */
function proven(
  state: RunState,
  event: RuleResult,
  hindrances: ReadonlyMap<string, Hindrance | undefined>,
): RuleResult {
  const lacking = unproven(state, event);
  const operations = Object.fromEntries(Object.entries(event.operations).filter(([name]) => !lacking.includes(name)));
  if (Object.keys(operations).length > 0) return { ...event, operations };
  const [operation] = lacking as [string];
  return {
    ...event,
    operations,
    status: 'skip',
    reason: `${operation} never succeeded in this run, so its refusals prove nothing`,
    hindrance: hindrances.get(operation) ?? {
      kind: 'step',
      operation,
      outcome: 'refused',
      rules: findingsOn(state, operation),
    },
  };
}

/** The rules that were found broken on an operation. */
const findingsOn = ({ reported }: RunState, operation: string): string[] =>
  [...reported].map((key) => key.split(' ')).flatMap(([rule, on]) => (on === operation && rule ? [rule] : []));
