import { configMember, configSent, operationOf } from '../../contracts/resource.ts';
import type { Resource, Schema } from '../../core/contract.ts';
import type { Json, JsonObject, Path } from '../../core/json.ts';
import { valueAt } from '../../core/path.ts';
import { BOOLEANS, numbersFor } from '../../rules/dictionary/numbers.ts';
import { TEXTS } from '../../rules/dictionary/texts.ts';
import { minimalExample } from '../../schema/arbitrary.ts';
import { casesOf } from '../../schema/cases.ts';
import { set } from '../../schema/keyword.ts';
import { type Site, sites } from '../../schema/site.ts';
import type { CaseStep } from '../case.ts';
import { createStep, updateStep } from '../steps.ts';
import { resourceOf, slotOf, type Workshop } from '../workshop.ts';
import { type Mutation, pickStep, withStep } from './mutation.ts';

/** Puts a value of the dictionary in the place of one member of a configuration. */
export const valueMutation: Mutation = {
  name: 'value',
  weight: 10,
  apply(original, workshop) {
    const chosen = pickStep(original, workshop, (step) => configOf(workshop, step) !== undefined);
    return chosen && withStep(original, chosen.index, withValue(workshop, chosen.step));
  },
};

export function configOf(workshop: Workshop, step: CaseStep): JsonObject | undefined {
  const value = configSent(resourceOf(workshop, step), step.input);
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
}

/** The step with an unusual value in one member of its configuration, which it gets where it has none; `there`: in one that it has. */
export function withValue(workshop: Workshop, step: CaseStep, there = false): CaseStep {
  const { random, contract } = workshop;
  const resource = resourceOf(workshop, step);
  const all = leaves(workshop, resource);
  const site = random.weighted(there ? all.filter((one) => isFree(step, one)) : all, weightOf);
  const { kind, value } = drawn(workshop, site);
  const isThere = valueAt(step.input, site.path) !== undefined;
  const base = isThere
    ? step
    : withConfig(workshop, step, resource, minimalExample(contract, shapeOf(workshop, resource), site.path));
  // Others that the value puts in the wrong, such as a count or a bound, mostly follow.
  const examples = [{ name: kind, edit: set(site.member, value) }];
  const [followed] =
    random.chance(0.8) && typeof value !== 'object'
      ? casesOf(contract, shapeOf(workshop, resource), site, examples, base.input)
      : [];
  const input = followed?.input ?? (put(base.input, site.path, value) as JsonObject);
  return {
    ...base,
    input,
    tried: [...(isThere ? (step.tried ?? []) : []), { place: site.path.slice(1).join('.'), kind }],
  };
}

/** Whether a member is there and has nothing unusual yet; one that always is there counts, so that there is one. */
function isFree({ input, tried = [] }: CaseStep, { path, node }: Site): boolean {
  const place = path.slice(1).join('.');
  return valueAt(input, path) !== undefined && (node.type === 'boolean' || !tried.some((one) => one.place === place));
}

/** Of texts there are many kinds, of which each is worth trying. */
const weightOf = ({ node }: Site): number => {
  const isText = node.type === 'string' && node.enum === undefined && node.supported?.names === undefined;
  return isText ? 5 : node.countOf === undefined && node.type !== 'boolean' ? 2 : 1;
};

const shapeOf = ({ contract }: Workshop, resource: Resource): string =>
  contract.operations[operationOf(resource, 'create')]!.input;

function withConfig(workshop: Workshop, step: CaseStep, resource: Resource, input: JsonObject): CaseStep {
  const { contract } = workshop;
  const slot = slotOf(resource, step);
  const config = configSent(resource, input) as JsonObject;
  if (step.operation === operationOf(resource, 'create')) return createStep(contract, resource, slot, config);
  const made = updateStep(contract, resource, { slot, config });
  return { ...step, input: { ...step.input, [configMember(resource)]: configSent(resource, made.input)! } };
}

/** Members of a configuration that hold no others. */
function leaves(workshop: Workshop, resource: Resource): Site[] {
  let found = known.get(resource);
  if (!found) {
    found = sites(workshop.contract, shapeOf(workshop, resource)).filter(
      ({ node, path }) => path[0] === configMember(resource) && path.length > 1 && !node.properties && !node.items,
    );
    known.set(resource, found);
  }
  return found;
}

const known = new WeakMap<Resource, Site[]>();

/** A value for a member, and of what kind it is. */
function drawn(workshop: Workshop, { node }: Site): { kind: string; value: Json } {
  const { random, lexicon } = workshop;
  if (node.type === 'boolean') return one(workshop, BOOLEANS);
  if (node.type === 'integer' || node.type === 'number') return one(workshop, numbersFor(node));
  if (node.supported?.names) {
    const name = { $name: node.supported.names.resource, $slot: random.below(3) };
    return random.chance(0.7) ? { kind: 'name', value: name } : text(workshop);
  }
  if (node.enum) {
    const value = random.pick(node.enum);
    return random.chance(0.6)
      ? { kind: 'choice', value }
      : { kind: 'no-choice', value: misspelled(workshop, String(value)) };
  }
  if (lexicon.texts.length > 0 && random.chance(0.05))
    return { kind: 'answered', value: prefixed(node, random.pick(lexicon.texts)) };
  const { kind, value } = text(workshop);
  return random.chance(0.9) ? { kind, value: prefixed(node, String(value)) } : { kind: `bare ${kind}`, value };
}

const prefixed = ({ prefix = '' }: Schema, value: string): string => prefix + value;

function misspelled({ random }: Workshop, value: string): string {
  return random.pick([value.toLowerCase(), `${value}s`, value.slice(1), ` ${value}`, '']);
}

function one(
  { random }: Workshop,
  kinds: readonly { kind: string; values: readonly Json[] }[],
): { kind: string; value: Json } {
  const { kind, values } = random.pick(kinds);
  return { kind, value: random.pick(values) };
}

function text({ random }: Workshop): { kind: string; value: string } {
  const { kind, texts } = random.pick(TEXTS);
  return { kind, value: random.pick(texts) };
}

/** A copy of a value with what is at a place replaced; structures that are not there are made. */
export function put(value: Json | undefined, [key, ...rest]: Path, by: Json | undefined): Json {
  if (key === undefined) return by ?? null;
  const inner = (value as JsonObject | undefined)?.[key];
  const changed = rest.length === 0 && by === undefined ? undefined : put(inner, rest, by);
  if (typeof key === 'number') {
    const list = Array.isArray(value) ? [...value] : [];
    list[key] = changed ?? null;
    return list;
  }
  return { ...(value as JsonObject | undefined), [key]: changed };
}
