import fc from 'fast-check';
import { conversation } from '../../src/index.ts';
import { RIGHT_WRAPPERS } from '../wrappers/right.ts';
import { arrange, rollouts } from '../wrappers/staging.ts';

const CONVERSATIONS = 100;

/** Nothing is said against the right wrappers, in many conversations. Throws for the first in which something is. */
export async function prove(): Promise<void> {
  let judged = 0;
  for (const wrapper of Object.values(RIGHT_WRAPPERS)) {
    for (const { property } of Object.values(conversation(wrapper, rollouts, { arrange }))) {
      await fc.assert(property, { numRuns: CONVERSATIONS });
      judged += CONVERSATIONS;
    }
  }
  process.stdout.write(`${judged} conversations of ${Object.keys(RIGHT_WRAPPERS).length} wrappers, nothing found\n`);
}
