import type { JsonObject } from '../../../src/core/json.ts';
import { createRandom } from '../../../src/core/random.ts';
import type { Operate } from '../../../src/reference/context.ts';
import type { Modification } from '../../../src/reference/modification.ts';
import { around } from '../../../src/reference/wrapping.ts';
import { VALUES } from './conditions.ts';
import type { Planted } from './plant.ts';

const UPDATE = 'UpdateContinuousDeploymentPolicy';

/** Updates that a lock waits for, one after the other. No answer shows how far it is open. */
const STAGES = 4;

/** A bug behind several updates of one policy, each of another kind; drawn by a seed. Only the code that runs shows progress. */
export function plantedLock(seed: number): Planted {
  const random = createRandom(seed);
  const wanted = Array.from({ length: STAGES }, () => random.pick(VALUES));
  const progress = new Map<string, number>();
  const opens =
    (next: Operate): Operate =>
    async (context, input) => {
      const result = await next(context, input);
      if ('refusal' in result) return result;
      const id = String(input.Id);
      const config = input.ContinuousDeploymentPolicyConfig as JsonObject;
      const stage = advanced(progress.get(id) ?? 0, (at) => wanted[at]!.holds(config));
      progress.set(id, stage);
      if (stage === STAGES) throw new TypeError('undefined is no object');
      return result;
    };
  const modification: Modification = { operate: around([UPDATE], opens) };
  return { name: `server error after updates where ${wanted.map(({ name }) => name).join('; ')}`, modification };
}

/** The stage after an update; each in a block of its own. */
function advanced(stage: number, holds: (stage: number) => boolean): number {
  if (stage === 0) {
    if (holds(0)) return 1;
  } else if (stage === 1) {
    if (holds(1)) return 2;
  } else if (stage === 2) {
    if (holds(2)) return 3;
  } else if (stage === 3) {
    if (holds(3)) return 4;
  }
  return stage;
}
