import type { FuzzCase } from './case.ts';
import { BLOCK } from './corpus.ts';
import type { Fuzzing } from './fuzzing.ts';
import { minimised } from './minimise.ts';

/** Calls of a case that is short enough to go on from as it is. */
const SHORT = 4;

/** Cases that are played to make one shorter. */
const PLAYS = 12;

/** The fewest calls that are found to reach some blocks, of a case that does. `play` plays a case on resources of its own. */
export async function shortestReaching(
  fuzzing: Fuzzing,
  one: FuzzCase,
  blocks: readonly string[],
  play: (one: FuzzCase) => Promise<unknown>,
): Promise<FuzzCase> {
  const { options, state } = fuzzing;
  const reaches = async (candidate: FuzzCase): Promise<true | undefined> => {
    if (state.signal.aborted) return undefined;
    await options.coverage?.();
    await play(candidate);
    const ran = new Set((await options.coverage?.())?.map((block) => BLOCK + block));
    return blocks.every((block) => ran.has(block)) || undefined;
  };
  if (one.steps.length <= SHORT) return one;
  // The calls after the one that gets there have nothing to do with it.
  let [low, high] = [1, one.steps.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (await reaches({ steps: one.steps.slice(0, middle) })) high = middle;
    else low = middle + 1;
  }
  const first = { case: { steps: one.steps.slice(0, high) }, found: true as const };
  return (await minimised(options.run.contract, first, reaches, PLAYS)).case;
}
