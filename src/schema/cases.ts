import fc, { type Arbitrary } from 'fast-check';
import type { Contract, Schema } from '../core/contract.ts';
import type { Json, JsonObject, Path } from '../core/json.ts';
import { valueAt } from '../core/path.ts';
import { arbitrary, distinct, finish, minimalExample } from './arbitrary.ts';
import type { Constraint } from './constraints.ts';
import type { Example, MemberEdit } from './keyword.ts';
import { keywordOf } from './keywords/index.ts';
import { resolve, type Site } from './site.ts';

/** One deterministic request made to try a constraint. */
export interface ConstraintCase {
  /** What was done: `just above`. */
  name: string;
  input: JsonObject;
  /** The supported request that it was made from. */
  supported: JsonObject;
}

/** Supported requests at the edge of a constraint, each the smallest that shows it, or made from `base`. */
export function edgeCases(
  contract: Contract,
  shape: string,
  { keyword, value, site }: Constraint,
  base?: JsonObject,
): ConstraintCase[] {
  return casesOf(contract, shape, site, keywordOf(keyword).edges?.(value, site) ?? [], base);
}

/** A supported request at the nearest edges of several constraints at once. */
export interface EdgesTogether {
  input: JsonObject;
  shown: { constraint: Constraint; value: Json | undefined }[];
}

/** The nearest edges of some constraints in few requests, each of which holds as many as it can and still `fits`. */
export function edgesTogether(
  contract: Contract,
  shape: string,
  constraints: readonly Constraint[],
  fits: (input: JsonObject) => boolean,
): EdgesTogether[] {
  const all: EdgesTogether[] = [];
  const edges = constraints.flatMap((constraint) => {
    const [edge] = edgeCases(contract, shape, constraint);
    return edge && fits(edge.input) ? [{ constraint, input: edge.input }] : [];
  });
  // What is added to the largest has a place there.
  edges.sort((a, b) => JSON.stringify(b.input).length - JSON.stringify(a.input).length);
  for (const { constraint, input } of edges) {
    const { path } = constraint.site;
    const value = valueAt(input, path);
    const added = { constraint, value };
    const holder = all.find((one) => {
      if (value === undefined || valueAt(one.input, path) === undefined) return false;
      const joined = change(one.input, path, () => value);
      if (!fits(joined) || !one.shown.every((other) => isShown(joined, other))) return false;
      one.input = joined;
      one.shown.push(added);
      return true;
    });
    if (!holder) all.push({ input, shown: [added] });
  }
  return all;
}

const isShown = (input: JsonObject, { constraint, value }: EdgesTogether['shown'][number]): boolean =>
  JSON.stringify(valueAt(input, constraint.site.path)) === JSON.stringify(value);

/** Requests that break a constraint, nearest first, each the smallest that shows it, or made from `base`. */
export function violationCases(
  contract: Contract,
  shape: string,
  { keyword, value, site }: Constraint,
  base?: JsonObject,
): ConstraintCase[] {
  const cases = casesOf(contract, shape, site, keywordOf(keyword).violations?.(value, site) ?? [], base);
  return cases.filter(({ input, supported }) => JSON.stringify(input) !== JSON.stringify(supported));
}

/** A supported request, the smallest one unless another is given, with each of the edits made at a place. */
export function casesOf(
  contract: Contract,
  shape: string,
  site: Site,
  examples: Example[],
  supported: JsonObject = minimalExample(contract, shape, site.path),
): ConstraintCase[] {
  const draw = drawer(contract, site);
  return examples.map(({ name, edit }) => ({ name, supported, input: apply(supported, site, edit, draw) }));
}

/** The nearest violations of two constraints in one request; undefined where one request can't hold both. */
export function twoAtOnce(
  contract: Contract,
  shape: string,
  first: Constraint,
  second: Constraint,
): ConstraintCase | undefined {
  const [one] = violationCases(contract, shape, first);
  const [example] = keywordOf(second.keyword).violations?.(second.value, second.site) ?? [];
  if (!one || !example || first.site.path.join() === second.site.path.join()) return undefined;
  const holder = valueAt(one.input, second.site.path.slice(0, -1));
  if (typeof holder !== 'object' || holder === null || Array.isArray(holder)) return undefined;
  const input = apply(one.input, second.site, example.edit, drawer(contract, second.site));
  return { name: `${one.name}, and ${example.name}`, supported: one.supported, input };
}

/** Any request that breaks a constraint and nothing that does not follow from it; undefined for a keyword that has none. */
export function violationArbitrary(
  contract: Contract,
  shape: string,
  constraint: Constraint,
): Arbitrary<ConstraintCase> | undefined {
  const violation = keywordOf(constraint.keyword).violation?.(constraint.value, constraint.site);
  if (!violation) return undefined;
  const draw = drawer(contract, constraint.site);
  return fc
    .tuple(arbitrary(contract, shape, { present: constraint.site.path }), violation)
    .map(([supported, edit]) => ({
      name: 'random',
      supported,
      input: apply(supported, constraint.site, edit, draw),
    }));
}

function drawer(contract: Contract, site: Site): (count: number) => Json[] {
  const { items } = site.node;
  if (!items) return () => [];
  const drawn = new Map<number, Json[]>();
  return (count) => {
    let list = drawn.get(count);
    if (!list) {
      list = fc.sample(distinctItems(contract, items, count), { numRuns: 1, seed: 1 })[0] ?? [];
      drawn.set(count, list);
    }
    return list;
  };
}

/** So many supported items of a list, no two of them alike. */
function distinctItems(contract: Contract, items: Schema, count: number): Arbitrary<Json[]> {
  const holder = { properties: { item: resolve(contract, items) }, type: 'object' as const, required: ['item'] };
  const one = arbitrary({ ...contract, $defs: { ...contract.$defs, holder } }, 'holder').map(
    ({ item }) => item as Json,
  );
  return distinct(one, { minLength: count, maxLength: count });
}

/** Edits the object that holds the member and lets its other members follow. The input given is not changed. */
function apply(input: JsonObject, site: Site, edit: MemberEdit, draw: (count: number) => Json[]): JsonObject {
  if (site.owner.items !== undefined) {
    return change(input, site.path, (item) => edit({ [site.member]: item }, draw)[site.member] ?? null);
  }
  return change(input, site.path.slice(0, -1), (held) => {
    const parent = held as JsonObject;
    const edits = edit(parent, draw);
    return finish(site.owner, edited(parent, edits), new Set(Object.keys(edits)));
  });
}

/** A copy of an object with some members replaced, and without those that are undefined: an object from which one was deleted is slow from then on. */
function edited(object: JsonObject, edits: JsonObject): JsonObject {
  const copy: JsonObject = {};
  for (const member in object) {
    if (!(member in edits)) copy[member] = object[member];
    else if (edits[member] !== undefined) copy[member] = edits[member];
  }
  for (const member in edits) if (edits[member] !== undefined) copy[member] ??= edits[member];
  return copy;
}

/** A copy of a value with what is at a place replaced. */
function change<T extends Json>(value: T, path: Path, by: (held: Json) => Json, depth = 0): T {
  const key = path[depth];
  if (key === undefined) return by(value) as T;
  if (Array.isArray(value))
    return value.map((item, index) => (index === key ? change(item, path, by, depth + 1) : item)) as T;
  const object = value as JsonObject;
  return { ...object, [key]: change(object[key] ?? {}, path, by, depth + 1) } as T;
}
