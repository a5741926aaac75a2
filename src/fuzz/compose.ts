import type { CaseStep, FuzzCase } from './case.ts';
import { drawnVerb, freshStep } from './fresh-step.ts';
import { after, featuresOf, NOWHERE, type Situation } from './situation.ts';
import { createStep } from './steps.ts';
import type { Tries } from './tries.ts';
import type { Workshop } from './workshop.ts';

/** Steps of which the newest comes next. */
const CANDIDATES = 24;

/** Steps that a case grows by at least, and how many more it may. */
const GROWTH = [6, 10] as const;

/** The beginning of a case, and steps after it, each the one of several that tries what was tried least; without `tries`, any. `focus`: the slot that most of them are about. */
export function composed(workshop: Workshop, beginning: readonly CaseStep[], tries?: Tries, focus?: number): FuzzCase {
  const steps = [...beginning];
  let situation = beginning.reduce<Situation>((before, step) => after(workshop, before, step), NOWHERE);
  const growth = GROWTH[0] + workshop.random.below(GROWTH[1]);
  for (let made = 0; made < growth; made++) {
    const step = tries ? newest(workshop, situation, tries, focus) : drawn(workshop, situation);
    tries?.count(featuresOf(workshop, situation, step));
    steps.push(step);
    situation = after(workshop, situation, step);
  }
  return { steps };
}

function newest(workshop: Workshop, situation: Situation, tries: Tries, focus?: number): CaseStep {
  // The operation is drawn at random: a plain read alone is never new, but the calls after it may be.
  const verb = drawnVerb(workshop);
  const isFocused = focus !== undefined && situation.slots.has(focus) && workshop.random.chance(FOCUSED);
  const some = Array.from({ length: CANDIDATES }, () =>
    isFocused ? freshStep(workshop, { verb, slot: focus, free: [] }) : drawn(workshop, situation, verb),
  );
  const scored = some.map((step) => ({ step, score: tries.novelty(featuresOf(workshop, situation, step)) }));
  return scored.reduce((one, other) => (other.score > one.score ? other : one)).step;
}

/** How often a step is about the resource on which something was reached. */
const FOCUSED = 0.85;

/** A step on what is there; without anything there, a create. */
function drawn(workshop: Workshop, { slots }: Situation, verb = drawnVerb(workshop)): CaseStep {
  const { random, contract, resources, configs } = workshop;
  if (slots.size === 0) {
    const resource = random.pick(resources);
    return createStep(contract, resource, 0, random.pick(configs(resource)));
  }
  return freshStep(workshop, {
    verb,
    slot: random.pick([...slots.keys()]),
    free: [0, 1, 2].filter((slot) => !slots.has(slot)),
  });
}
