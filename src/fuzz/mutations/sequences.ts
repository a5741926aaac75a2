import { etagMember, etagSent } from '../../contracts/resource.ts';
import type { CaseStep } from '../case.ts';
import { LONGEST } from '../case.ts';
import { freshStep } from '../fresh-step.ts';
import { resourceOf, slotOf } from '../workshop.ts';
import { type Mutation, withInserted } from './mutation.ts';

/** Most slots that a case uses. */
const SLOTS = 3;

export const insertion: Mutation = {
  name: 'insert',
  weight: 8,
  apply(original, workshop) {
    const count = 1 + workshop.random.below(3);
    let grown = original;
    for (let made = 0; made < count && grown.steps.length < LONGEST; made++) {
      const at = 1 + workshop.random.below(grown.steps.length);
      grown = withInserted(grown, at, freshStep(workshop));
    }
    return grown === original ? undefined : grown;
  },
};

export const deletion: Mutation = {
  name: 'delete',
  weight: 2,
  apply({ steps }, { random }) {
    if (steps.length < 3) return undefined;
    const at = 1 + random.below(steps.length - 1);
    return { steps: steps.filter((_, index) => index !== at) };
  },
};

export const reordering: Mutation = {
  name: 'reorder',
  weight: 2,
  apply({ steps }, { random }) {
    if (steps.length < 3) return undefined;
    const from = 1 + random.below(steps.length - 1);
    const rest = steps.filter((_, index) => index !== from);
    return withInserted({ steps: rest }, 1 + random.below(rest.length), steps[from]!);
  },
};

export const repetition: Mutation = {
  name: 'repeat',
  weight: 2,
  apply(original, { random }) {
    if (original.steps.length >= LONGEST) return undefined;
    const from = random.below(original.steps.length);
    return withInserted(original, from + 1, original.steps[from]!);
  },
};

/** The same calls on a second resource, each after that on the first. */
export const interleaving: Mutation = {
  name: 'interleave',
  weight: 1,
  apply({ steps }, workshop) {
    if (steps.length * 2 > LONGEST) return undefined;
    const shift = 1 + workshop.random.below(SLOTS - 1);
    return { steps: steps.flatMap((step) => [step, shifted(step, shift)]) };
  },
};

/** Another client changes the resource in between, so that the version that the next call sends is no longer the present one. */
export const otherClient: Mutation = {
  name: 'other client',
  weight: 2,
  apply(original, workshop) {
    const { random } = workshop;
    const writes = original.steps.flatMap((step, index) => {
      const version = etagSent(resourceOf(workshop, step), step.input);
      return version === undefined ? [] : [{ step, index }];
    });
    if (writes.length === 0 || original.steps.length >= LONGEST) return undefined;
    const { step, index } = random.pick(writes);
    const resource = resourceOf(workshop, step);
    const slot = slotOf(resource, step);
    const between = freshStep(workshop, { slot, verb: 'update' });
    const late = { ...step, input: { ...step.input, [etagMember(resource)]: { $slot: slot, $part: 'stale' } } };
    const steps = original.steps.map((one, at) => (at === index ? late : one));
    return withInserted({ steps }, index, between);
  },
};

/** The beginning of one case and the end of another. */
export const crossing: Mutation = {
  name: 'cross',
  weight: 3,
  apply({ steps }, { random, other }) {
    const second = other().steps;
    const head = steps.slice(0, 1 + random.below(steps.length));
    const tail = second.slice(random.below(second.length));
    return { steps: [...head, ...tail].slice(0, LONGEST) };
  },
};

function shifted(step: CaseStep, by: number): CaseStep {
  const input = JSON.parse(JSON.stringify(step.input), (key, value: unknown) =>
    key === '$slot' ? ((value as number) + by) % SLOTS : value,
  ) as CaseStep['input'];
  return { ...step, input, ...(step.slot === undefined ? {} : { slot: (step.slot + by) % SLOTS }) };
}
