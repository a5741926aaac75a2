import { addressOf, operationOf } from '../contracts/resource.ts';
import type { Resource } from '../core/contract.ts';
import type { Json, Path } from '../core/json.ts';
import { valueAt } from '../core/path.ts';
import type { TestContext } from '../core/test-context.ts';
import { blockedBy } from './hindered.ts';
import { pause } from './pause.ts';

/**
 * Reads a resource until a member of the answer has a value, for as long as the lane has patience.
 * Throws SkipError where that takes longer.
 */
export async function waitFor(
  lane: TestContext,
  resource: Resource,
  id: string,
  wanted: { path: Path; equals: Json },
): Promise<void> {
  const begun = lane.timing.clock.now();
  for (let look = 0; ; look++) {
    const read = await lane.send(operationOf(resource, 'read'), addressOf(resource, id));
    const found = read.kind === 'response' ? valueAt(read.output, wanted.path) : undefined;
    if (found === wanted.equals) return;
    if (lane.timing.clock.now() - begun > lane.timing.patience) {
      const step = {
        call: { operation: operationOf(resource, 'read'), input: addressOf(resource, id) },
        outcome: read,
      };
      throw blockedBy(
        `${wanted.path.join('.')} of ${resource.name} was ${JSON.stringify(found)} after ${lane.timing.patience / 1000} s of patience`,
        step,
        ['answer.matches-schema'],
      );
    }
    await pause(lane, look);
  }
}
