import type { CaseStep } from './case.ts';
import { withValue } from './mutations/values.ts';
import { createStep, deleteStep, listStep, readStep, updateStep } from './steps.ts';
import type { Workshop } from './workshop.ts';

/** What a new step may be, and how often it is. */
const VERBS = [
  ['update', 42],
  ['read', 12],
  ['readConfig', 5],
  ['list', 6],
  ['create', 12],
  ['delete', 5],
  ['stale update', 7],
  ['update without a version', 2],
  ['stale delete', 3],
] as const;

type Verb = (typeof VERBS)[number][0];

/** How often a new write has an unusual value. */
const UNUSUAL = 0.7;

/** A step that is worth putting into a case. */
export function freshStep(workshop: Workshop, wanted: { slot?: number; verb?: Verb } = {}): CaseStep {
  const { random, contract, resources, configs } = workshop;
  const resource = random.pick(resources);
  const [verb] = wanted.verb ? [wanted.verb] : random.weighted(VERBS, ([, weight]) => weight);
  const slot = wanted.slot ?? (verb === 'create' ? random.below(3) : random.pick([0, 0, 0, 1, 2]));
  const config = random.pick(configs(resource));
  const unusual = (step: CaseStep): CaseStep => (random.chance(UNUSUAL) ? withValue(workshop, step) : step);
  switch (verb) {
    case 'read':
    case 'readConfig':
      return readStep(resource, slot, verb);
    case 'list':
      return listStep(resource);
    case 'create':
      return unusual(createStep(contract, resource, slot, config));
    case 'delete':
      return deleteStep(resource, slot);
    case 'stale delete':
      return deleteStep(resource, slot, 'stale');
    case 'update':
      return unusual(updateStep(contract, resource, { slot, config }));
    case 'stale update':
      return unusual(updateStep(contract, resource, { slot, config, version: 'stale' }));
    case 'update without a version':
      return updateStep(contract, resource, { slot, config, version: 'none' });
  }
}
