import { configMember } from '../../contracts/resource.ts';
import type { Json, JsonObject, Path } from '../../core/json.ts';
import { valueAt } from '../../core/path.ts';
import type { CaseStep } from '../case.ts';
import { isReference } from '../case.ts';
import { ELEMENT_EDITS } from '../element-edit.ts';
import { resourceOf, type Workshop } from '../workshop.ts';
import { type Mutation, pickStep, withStep } from './mutation.ts';
import { configOf, put } from './values.ts';

/** Changes a configuration as a document: what it holds, not what the values are. */
export const documentMutation: Mutation = {
  name: 'document',
  weight: 4,
  apply(original, workshop) {
    const chosen = pickStep(original, workshop, (step) => configOf(workshop, step) !== undefined);
    if (!chosen) return undefined;
    const { random } = workshop;
    const change = random.pick([dropped, dropped, doubled, swapped, element, element, element]);
    const step = change(workshop, chosen.step);
    return step && withStep(original, chosen.index, step);
  },
};

/** Elements of a document that are told apart by their number. */
const ELEMENTS = 16;

function element({ random }: Workshop, step: CaseStep): CaseStep {
  if (random.chance(0.1))
    return { ...step, edit: { kind: 'cut', length: random.below(600) }, tried: [{ place: 'request', kind: 'cut' }] };
  const how = random.pick(ELEMENT_EDITS);
  return {
    ...step,
    edit: { kind: 'element', how, at: random.below(ELEMENTS) },
    tried: [{ place: 'request', kind: how }],
  };
}

function dropped(workshop: Workshop, step: CaseStep): CaseStep | undefined {
  return changed(workshop, step, 'dropped', () => undefined);
}

/** A list with its first item twice, or with each of its items a second time. */
function doubled(workshop: Workshop, step: CaseStep): CaseStep | undefined {
  return changed(workshop, step, 'doubled', (value) => (Array.isArray(value) ? [...value, ...value] : NOTHING));
}

/** A member with the value of another. */
function swapped(workshop: Workshop, step: CaseStep): CaseStep | undefined {
  const config = configOf(workshop, step)!;
  const values = placesIn(config, [])
    .map((path) => valueAt(config, path))
    .filter((value) => typeof value !== 'object');
  if (values.length === 0) return undefined;
  const other = workshop.random.pick(values);
  return changed(workshop, step, 'swapped', (value) => {
    if (typeof value === 'object') return NOTHING;
    // What is of another type of JSON is the same text on the wire.
    return typeof value === typeof other ? other : String(other);
  });
}

const NOTHING = Symbol('nothing');

function changed(
  workshop: Workshop,
  step: CaseStep,
  kind: string,
  change: (value: Json | undefined) => Json | undefined | typeof NOTHING,
): CaseStep | undefined {
  const config = configOf(workshop, step)!;
  const places = placesIn(config, []).filter((path) => change(valueAt(config, path)) !== NOTHING);
  if (places.length === 0) return undefined;
  const path = workshop.random.pick(places);
  const value = change(valueAt(config, path)) as Json | undefined;
  const member = configMember(resourceOf(workshop, step));
  return {
    ...step,
    input: put(step.input, [member, ...path], value) as JsonObject,
    tried: [{ place: path.join('.'), kind }],
  };
}

/** Every place in a configuration, those of structures included. References are values. */
function placesIn(value: Json | undefined, path: Path): Path[] {
  if (typeof value !== 'object' || value === null || isReference(value)) return [path];
  const inner = Array.isArray(value)
    ? value.flatMap((item, index) => placesIn(item, [...path, index]))
    : Object.entries(value).flatMap(([key, held]) => (held === undefined ? [] : placesIn(held, [...path, key])));
  return path.length === 0 ? inner : [path, ...inner];
}
