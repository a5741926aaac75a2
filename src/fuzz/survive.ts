import { whyOver } from '../run/over.ts';
import type { RunState } from '../run/state.ts';
import { canRestart, isAnswering, restart } from '../run/survival.ts';

/** What a call without an answer came to. `restarted`: the target was gone and was started again. */
export type Afterwards = 'answers' | 'restarted' | 'over';

export interface Survival {
  /** How often the target was started again. */
  readonly restarts: number;
  /** Finds out whether the target still answers, and starts it again where it does not and that can be done. */
  after(): Promise<Afterwards>;
  /** Waits for its turn to send, and does: many may at one time. */
  together<T>(act: () => Promise<T>): Promise<T>;
  /** Waits until nobody else sends, and does: what ends the target must not be blamed on others. */
  alone<T>(act: () => Promise<T>): Promise<T>;
}

export function createSurvival(state: RunState): Survival {
  let restarts = 0;
  let looking: Promise<Afterwards> | undefined;
  let busy = 0;
  let turn: Promise<unknown> = Promise.resolve();
  const idle: (() => void)[] = [];
  const look = async (): Promise<Afterwards> => {
    if (whyOver(state) === undefined && (await isAnswering(state))) return 'answers';
    if (!canRestart(state)) return 'over';
    await restart(state);
    // There may be many in one run: its time is its limit.
    state.restarts.count = 0;
    restarts++;
    return whyOver(state) === undefined ? 'restarted' : 'over';
  };
  const together = async <T>(act: () => Promise<T>): Promise<T> => {
    await turn;
    busy++;
    try {
      return await act();
    } finally {
      busy--;
      if (busy === 0) for (const wake of idle.splice(0)) wake();
    }
  };
  return {
    get restarts() {
      return restarts;
    },
    after() {
      looking ??= look().finally(() => {
        looking = undefined;
      });
      return looking;
    },
    together,
    alone<T>(act: () => Promise<T>): Promise<T> {
      const own = turn.then(async () => {
        if (busy > 0) await new Promise<void>((resolve) => idle.push(resolve));
        return act();
      });
      turn = own.catch(() => undefined);
      return own;
    },
  };
}
