import type { Contract } from '../../core/contract.ts';
import { SkipError, type Step, type TestContext } from '../../core/test-context.ts';
import { making } from './making.ts';
import { PROMOTION, promoting } from './promoting.ts';
import { protecting } from './protecting.ts';
import { DETACHED, FREE, undoing } from './undoing.ts';
import { emptyWorkflow, type Make, reasonFor } from './workflow-state.ts';

/** Every call of the documented workflow that a rule looks at, in the order in which they are made. */
const CALLS = { ...making, ...promoting, ...protecting, ...undoing };

export type Moment = keyof typeof CALLS;

/** What is lacking where a call could not even be sent. */
const GIVES: Partial<Record<Moment, readonly string[]>> = {
  created: ['primary distribution'],
  policyMade: ['policy'],
  attached: ['attached policy'],
  promoted: [PROMOTION],
  detached: [DETACHED],
  policyDeleted: [FREE],
  stagingDisabled: ['disabled staging distribution'],
  primaryDisabled: ['disabled primary distribution'],
};

/** The calls that were made. One that could not be made is absent. */
export type Moments = Partial<Record<Moment, Step>>;

/** The documented workflow, made once and as far as somebody wants to see it. */
export interface Workflow {
  /** Throws SkipError where the call could not be made; one that failed ends only what needs it. */
  reach(moment: Moment): Promise<Moments>;
}

export function openWorkflow(lane: TestContext, contract: Contract): Workflow {
  const state = emptyWorkflow(lane, contract);
  const waiting = Object.entries(CALLS) as [Moment, Make][];
  const made: Moments = {};
  const failures = new Map<Moment, SkipError>();
  const reached = new Set<Moment>();
  let latest: Promise<void> = Promise.resolve();
  const go = async (until: Moment): Promise<void> => {
    while (!reached.has(until)) {
      const [moment, make] = waiting[0]!;
      try {
        const { restore } = state;
        delete state.restore;
        await restore?.();
        const step = await make(state);
        if (step) made[moment] = step;
      } catch (error) {
        if (!(error instanceof SkipError)) throw error;
        const failure = reasonFor(state, error);
        failures.set(moment, failure);
        for (const what of [moment, ...(GIVES[moment] ?? [])])
          if (!state.lacking.has(what)) state.lacking.set(what, failure);
      }
      reached.add(moment);
      waiting.shift();
    }
  };
  return {
    async reach(moment) {
      latest = latest.then(() => go(moment));
      await latest;
      const failure = failures.get(moment);
      if (failure) throw failure;
      return made;
    },
  };
}
