import type { Contract } from '../../core/contract.ts';
import { type Lane, type Step, Unjudged } from '../../core/lane.ts';
import { making } from './making.ts';
import { promoting } from './promoting.ts';
import { protecting } from './protecting.ts';
import { undoing } from './undoing.ts';
import type { Make, World } from './world.ts';

/** Every call of the documented workflow that a rule looks at, in the order in which they are made. */
const CALLS = { ...making, ...promoting, ...protecting, ...undoing };

export type Moment = keyof typeof CALLS;

/** The calls that were made. One that could not be made is absent. */
export type Moments = Partial<Record<Moment, Step>>;

/** The documented workflow, made once and as far as somebody wants to see it. */
export interface Workflow {
  /** Throws Unjudged where a call before this one did not leave things as they should be. */
  reach(moment: Moment): Promise<Moments>;
}

export function openWorkflow(lane: Lane, contract: Contract): Workflow {
  const world: World = { lane, contract };
  const waiting = Object.entries(CALLS) as [Moment, Make][];
  const made: Moments = {};
  const reached = new Set<Moment>();
  let failure: unknown;
  let latest: Promise<void> = Promise.resolve();
  const go = async (until: Moment): Promise<void> => {
    while (!reached.has(until) && failure === undefined) {
      const [moment, make] = waiting[0]!;
      try {
        if (world.spoiled !== undefined) throw new Unjudged(world.spoiled);
        const step = await make(world);
        if (step) made[moment] = step;
        reached.add(moment);
        waiting.shift();
      } catch (error) {
        failure = error;
      }
    }
  };
  return {
    async reach(moment) {
      latest = latest.then(() => go(moment));
      await latest;
      if (!reached.has(moment)) throw failure;
      return made;
    },
  };
}
