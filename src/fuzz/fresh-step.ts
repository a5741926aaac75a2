import { operationOf } from '../contracts/resource.ts';
import type { CaseStep } from './case.ts';
import { pageStep, requestEdited, withVersion } from './mutations/http.ts';
import { withValue } from './mutations/values.ts';
import { isBroken } from './predict.ts';
import { createStep, deleteStep, listStep, readStep, updateStep } from './steps.ts';
import type { Workshop } from './workshop.ts';

/** What a new step may be, and how often it is. */
const VERBS = [
  ['update', 38],
  ['create', 13],
  ['read', 12],
  ['readConfig', 3],
  ['list', 12],
  ['page', 3],
  ['delete', 3],
  ['stale update', 5],
  ['odd version', 4],
  ['stale delete', 2],
  ['odd request', 4],
] as const;

export type StepVerb = (typeof VERBS)[number][0];

export const drawnVerb = ({ random }: Workshop): StepVerb => random.weighted(VERBS, ([, weight]) => weight)[0];

export interface StepOptions {
  /** Of the resource that the step is about. */
  slot?: number;
  /** Slots that a create may use. */
  free?: readonly number[];
  verb?: StepVerb;
}

/** A step that is worth putting into a case. */
export function freshStep(
  workshop: Workshop,
  { slot = 0, free = [0, 1, 2], verb: wanted }: StepOptions = {},
): CaseStep {
  const { random, contract, resources, configs } = workshop;
  const resource = random.pick(resources);
  const drawn = wanted ?? drawnVerb(workshop);
  const verb = drawn === 'create' && free.length === 0 ? 'update' : drawn;
  const config = random.pick(configs(resource));
  const update = (): CaseStep => updateStep(contract, resource, { slot, config });
  switch (verb) {
    case 'read':
    case 'readConfig':
      return readStep(resource, slot, verb);
    case 'list':
      return listStep(resource);
    case 'page':
      return operationOf(resource, 'list') !== undefined ? pageStep(workshop, resource) : listStep(resource);
    case 'create':
      return unusual(workshop, createStep(contract, resource, random.pick(free), config));
    case 'update':
      return unusual(workshop, update());
    case 'stale update':
      return updateStep(contract, resource, { slot, config, version: 'stale' });
    case 'odd version':
      return withVersion(workshop, update(), resource);
    case 'odd request':
      return requestEdited(workshop, random.chance(0.5) ? update() : readStep(resource, slot), resource);
    case 'delete':
    case 'stale delete':
      return deleteStep(resource, slot, verb === 'delete' ? 'etag' : 'stale');
  }
}

/** How often a new write has an unusual value, and how often one that must be refused for it. */
const UNUSUAL = 0.8;
const BROKEN = 0.2;
const SEVERAL = 0.7;
const TRIES = 6;

function unusual(workshop: Workshop, step: CaseStep): CaseStep {
  const { random } = workshop;
  if (!random.chance(UNUSUAL)) return step;
  const wantsBroken = random.chance(BROKEN);
  const one = suited(workshop, step, wantsBroken, false);
  // Of what must be refused one thing is enough; of other values several are tried with one call.
  return !wantsBroken && random.chance(SEVERAL) ? suited(workshop, one, false, true) : one;
}

/** The step with an unusual value, in a member that is there or in any; one that must be refused for it, or not, where such a one is found. */
function suited(workshop: Workshop, step: CaseStep, wantsBroken: boolean, there: boolean): CaseStep {
  let made = withValue(workshop, step, there);
  for (let tried = 1; tried < TRIES && isBroken(workshop, made) !== wantsBroken; tried++)
    made = withValue(workshop, step, there);
  return made;
}
