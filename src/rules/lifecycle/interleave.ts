import fc, { type Scheduler } from 'fast-check';
import type { TestContext } from '../../core/test-context.ts';

/** Sends when it is a call's turn, and lets its answer be seen when it is the answer's. */
export type TakeTurn = <T>(send: () => Promise<T>) => Promise<T>;

/**
 * Runs clients at once. Where the target is in this process, the scheduler says in which order requests arrive and answers are
 * seen; elsewhere they are on their way at the same time. Rejects as the first client does, when all have ended.
 */
export async function interleave<T>(
  lane: TestContext,
  scheduler: Scheduler,
  clients: readonly ((turn: TakeTurn) => Promise<T>)[],
): Promise<T[]> {
  const turn: TakeTurn = async (send) => {
    if (!lane.inProcess) return send();
    await scheduler.schedule(Promise.resolve(), 'request');
    const outcome = await send();
    await scheduler.schedule(Promise.resolve(), 'answer');
    return outcome;
  };
  const all = Promise.allSettled(clients.map((client) => client(turn)));
  const ended = await (lane.inProcess ? scheduler.waitFor(all) : all);
  const failed = ended.find((one) => one.status === 'rejected');
  if (failed) throw failed.reason;
  return ended.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
}

/** Schedulers for so many rounds, made of the lane's seed. */
export function schedulers(lane: TestContext, rounds: number): Scheduler[] {
  return fc.sample(fc.scheduler(), { seed: lane.seed, numRuns: rounds });
}
