import fc, { type Arbitrary } from 'fast-check';
import type { Contract, Schema } from '../core/contract.ts';
import type { Json, JsonObject, Path } from '../core/json.ts';
import { anything, type Domain } from './domain.ts';
import type { MemberChange } from './keyword.ts';
import { keywordOf, sibling } from './keywords/index.ts';
import { numberDomain, roundest } from './keywords/number.ts';
import { matching } from './matching.ts';
import { resolve } from './site.ts';

/** What an arbitrary of requests is asked for. */
export interface GenerateOptions {
  /** Members that must be there, from the root, for something to be done to them. */
  present?: Path;
  /** Leaves out every optional member that nothing asks for, and takes the smallest values. */
  smallest?: boolean;
}

/**
 * Supported values of a shape, by construction: nothing is drawn and thrown away. Shrinks towards few members and
 * small values.
 */
export function arbitrary(contract: Contract, shape: string, wanted: GenerateOptions = {}): Arbitrary<JsonObject> {
  const root = contract.$defs[shape];
  if (!root) throw new Error(`the contract has no shape ${shape}`);
  return values(contract, root, wanted.present ?? [], wanted) as Arbitrary<JsonObject>;
}

/** The smallest supported value of a shape. */
export function minimalExample(contract: Contract, shape: string, present: Path = []): JsonObject {
  const key = [shape, ...present].join('.');
  const known = smallestOnes.get(contract) ?? new Map<string, JsonObject>();
  smallestOnes.set(contract, known);
  let found = known.get(key);
  if (!found) {
    found = fc.sample(arbitrary(contract, shape, { present, smallest: true }), { numRuns: 1, seed: 1 })[0] ?? {};
    known.set(key, found);
  }
  return structuredClone(found);
}

const smallestOnes = new WeakMap<Contract, Map<string, JsonObject>>();

/** Values of a node. Those that nothing special is asked of are made once: that takes longer than drawing many of them. */
function values(contract: Contract, raw: Schema, present: Path, wanted: GenerateOptions): Arbitrary<Json> {
  if (present.length > 0) return makeValues(contract, raw, present, wanted);
  const made = wanted.smallest ? smallestValues : plainValues;
  let found = made.get(raw);
  if (!found) made.set(raw, (found = makeValues(contract, raw, present, wanted)));
  return found;
}

/** Every node belongs to one contract. */
const plainValues = new WeakMap<Schema, Arbitrary<Json>>();
const smallestValues = new WeakMap<Schema, Arbitrary<Json>>();

function makeValues(contract: Contract, raw: Schema, present: Path, wanted: GenerateOptions): Arbitrary<Json> {
  const node = resolve(contract, raw);
  if (node.type === 'object') return objects(contract, node, present, wanted);
  const domain = domainOf(node);
  if (domain.values) return wanted.smallest ? fc.constant(domain.values[0] ?? '') : fc.constantFrom(...domain.values);
  switch (node.type) {
    case 'boolean':
      return wanted.smallest ? fc.constant(false) : fc.boolean();
    case 'integer':
    case 'number':
      return numbers(node, wanted);
    case 'array':
      return lists(contract, node, domain, present, wanted);
    default:
      return texts(node, domain, wanted);
  }
}

/** All that a node and its practice say of its values. */
function domainOf(node: Schema): Domain {
  const domain = anything();
  for (const layer of [node, node.supported ?? {}]) {
    for (const [name, value] of Object.entries(layer)) keywordOf(name).narrow?.(domain, value);
  }
  return domain;
}

function numbers(node: Schema, wanted: GenerateOptions): Arbitrary<number> {
  const { min, max, decimals } = numberDomain(node);
  if (wanted.smallest) return fc.constant(roundest(node));
  if (node.type === 'integer') return fc.integer({ min, max });
  const scale = 10 ** decimals;
  return fc
    .integer({ min: Math.ceil(min * scale - 1e-6), max: Math.floor(max * scale + 1e-6) })
    .map((steps) => steps / scale);
}

function texts(node: Schema, domain: Domain, wanted: GenerateOptions): Arbitrary<string> {
  // A name of another resource is replaced by a real one before it is sent.
  if (node.supported?.names && domain.pattern !== undefined) {
    return wanted.smallest
      ? fc.constant(shortest(new RegExp(domain.pattern), domain))
      : fc.constantFrom(...pool(domain.pattern));
  }
  if (node.format === 'date-time') return fc.constant('2024-01-01T00:00:00Z');
  if (domain.pattern !== undefined) {
    const expression = new RegExp(domain.pattern);
    if (wanted.smallest) return fc.constant(domain.example ?? shortest(expression, domain));
    return matching(domain.pattern, Math.min(domain.maxLength, 64));
  }
  if (wanted.smallest) return fc.constant((domain.holds ?? '').padEnd(domain.minLength, 'a'));
  return fc
    .string({
      unit: PRINTABLE,
      minLength: Math.max(1, domain.minLength - (domain.holds?.length ?? 0)),
      maxLength: Math.min(domain.maxLength, 40),
    })
    .map((text) => (domain.holds ?? '') + text)
    .map((text) =>
      domain.notPrefix !== undefined && text.startsWith(domain.notPrefix)
        ? `a${text}`.slice(0, domain.maxLength)
        : text,
    );
}

/** A few different texts of a pattern: cheap to draw from where the text itself does not matter. */
function pool(pattern: string): string[] {
  let texts = pools.get(pattern);
  if (!texts) {
    texts = [...new Set(fc.sample(matching(pattern), { numRuns: 32, seed: 1 }))];
    pools.set(pattern, texts);
  }
  return texts;
}

const pools = new Map<string, string[]>();

/** Printable ASCII but the blank, so that no text has blanks around it. */
const PRINTABLE = fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code));

/** A short text of a pattern that reads well, or else the first that the pattern yields. */
function shortest(expression: RegExp, domain: Domain): string {
  const tries = [`${domain.holds ?? ''}test`, 'd0000000000000.cloudfront.net', 'a', '1'];
  const drawn = (): string[] => fc.sample(fc.stringMatching(expression, { maxLength: 64 }), { numRuns: 20, seed: 1 });
  return tries.find((text) => expression.test(text)) ?? drawn().sort((a, b) => a.length - b.length)[0] ?? '';
}

function lists(
  contract: Contract,
  node: Schema,
  domain: Domain,
  present: Path,
  wanted: GenerateOptions,
): Arbitrary<Json[]> {
  const items = values(contract, node.items ?? {}, present.slice(1), wanted);
  const minLength = Math.max(domain.minItems, present.length > 0 ? 1 : 0);
  const maxLength = wanted.smallest ? minLength : Math.max(minLength, domain.maxItems);
  if (minLength === 1 && maxLength === 1) return fc.tuple(items);
  const listed = wanted.smallest ? domainOf(resolve(contract, node.items ?? {})).values : undefined;
  if (listed && listed.length >= minLength) return fc.constant(listed.slice(0, minLength));
  return domain.unique || domain.uniqueBy !== undefined
    ? distinct(items, { minLength, maxLength }, domain.uniqueBy)
    : fc.array(items, { minLength, maxLength });
}

/** Lists no two of whose items are alike, or have the same value in the member `by`. */
export function distinct(
  items: Arbitrary<Json>,
  lengths: { minLength: number; maxLength: number },
  by?: string,
): Arbitrary<Json[]> {
  const told = (item: Json): Json => (by === undefined ? item : ((item as JsonObject)[by] ?? null));
  return fc.uniqueArray(items, {
    ...lengths,
    selector: (item) => (typeof told(item) === 'string' ? told(item) : JSON.stringify(told(item))),
    comparator: 'IsStrictlyEqual',
  });
}

function objects(contract: Contract, node: Schema, present: Path, wanted: GenerateOptions): Arbitrary<JsonObject> {
  const choice = node.supported?.selects;
  if (!choice) return members(contract, node, present, wanted, {});
  const [forced] = present;
  const cases = Object.entries(choice.members)
    .filter(([, member]) => !Object.values(choice.members).includes(String(forced)) || member === forced)
    .map(([value, member]) => {
      const absent = Object.values(choice.members).filter((other) => other !== member);
      const fixed: MemberChange = {
        [choice.by]: value,
        ...Object.fromEntries(absent.map((name) => [name, undefined])),
      };
      return members(contract, node, present.length > 0 && forced !== choice.by ? present : [member], wanted, fixed);
    });
  return wanted.smallest || cases.length === 1 ? cases[0]! : fc.oneof(...cases);
}

function members(
  contract: Contract,
  node: Schema,
  present: Path,
  wanted: GenerateOptions,
  fixed: MemberChange,
): Arbitrary<JsonObject> {
  const needed = new Set([
    ...(node.required ?? []),
    ...(node.supported?.required ?? []),
    ...(present.length > 0 ? [String(present[0])] : []),
  ]);
  const lengths = countedLengths(node);
  for (const list of lengths.keys()) needed.add(list);
  addRequired(node, needed);
  const model: Record<string, Arbitrary<Json>> = {};
  for (const [member, raw] of Object.entries(node.properties ?? {})) {
    if (member in fixed) {
      if (fixed[member] !== undefined) model[member] = fc.constant(fixed[member]);
    } else if (needed.has(member) || !wanted.smallest) {
      const inner = present[0] === member ? present.slice(1) : [];
      const sizes = lengths.get(member);
      if (resolve(contract, raw).countOf !== undefined) model[member] = fc.constant(0);
      else if (sizes) model[member] = sized(contract, resolve(contract, raw), sizes, inner, wanted);
      else model[member] = values(contract, raw, inner, wanted);
    }
  }
  const requiredKeys = Object.keys(model).filter((member) => needed.has(member) || member in fixed);
  const drawn = fc.record(model, { requiredKeys, noNullPrototype: true }) as Arbitrary<JsonObject>;
  return siblingsOf(node).length > 0
    ? drawn.map((object) => finish(node, { ...object }, NONE, wantedHere(present)))
    : drawn;
}

const NONE: ReadonlySet<string> = new Set();

const wantedHere = ([member]: Path): ReadonlySet<string> => (member === undefined ? NONE : new Set([String(member)]));

/**
 * Adds what the members that are needed need themselves. What the value of another may require is always drawn and taken
 * away where it does not.
 */
function addRequired({ properties = {}, requiredWhen = [], needsOneOf = [] }: Schema, needed: Set<string>): void {
  for (const { member } of requiredWhen) needed.add(member);
  for (const group of needsOneOf) if (!group.some((member) => needed.has(member))) needed.add(group[0]!);
  for (const member of needed) {
    const { requires = [], atLeastWithin } = properties[member] ?? {};
    for (const other of [...requires, ...(atLeastWithin?.structures.slice(0, 1) ?? [])]) needed.add(other);
  }
}

/** How long the lists may be whose count is one of a few documented values. */
function countedLengths(node: Schema): Map<string, number[]> {
  const lengths = new Map<string, number[]>();
  for (const schema of Object.values(node.properties ?? {})) {
    if (schema.countOf !== undefined && schema.enum) lengths.set(schema.countOf, schema.enum.map(Number));
  }
  return lengths;
}

/** A list of one of these lengths. */
function sized(
  contract: Contract,
  node: Schema,
  lengths: number[],
  present: Path,
  wanted: GenerateOptions,
): Arbitrary<Json[]> {
  const ofLength = (length: number): Arbitrary<Json[]> =>
    lists(contract, node, { ...domainOf(node), minItems: length, maxItems: length }, present, wanted);
  return wanted.smallest ? ofLength(Math.min(...lengths)) : fc.oneof(...lengths.map(ofLength));
}

/** What the members of a node say of each other, found once for each node. */
const siblings = new WeakMap<Schema, { member: string; name: keyof Schema; value: unknown }[]>();

function siblingsOf(node: Schema) {
  let known = siblings.get(node);
  if (!known) {
    known = Object.entries(node.properties ?? {}).flatMap(([member, schema]) =>
      [schema, schema.supported ?? {}].flatMap((layer) =>
        sibling.filter((name) => layer[name] !== undefined).map((name) => ({ member, name, value: layer[name] })),
      ),
    );
    siblings.set(node, known);
  }
  return known;
}

/**
 * Makes what one member says of another hold, leaving the pinned ones alone and not taking away those that are wanted.
 * Changes and returns the object.
 */
export function finish(
  node: Schema,
  object: JsonObject,
  pinned: ReadonlySet<string>,
  wanted: ReadonlySet<string> = NONE,
): JsonObject {
  const kept = wanted.size === 0 ? pinned : new Set([...pinned, ...wanted]);
  for (const { member, name, value } of siblingsOf(node)) {
    const { finish: make, removes } = keywordOf(name);
    make?.(object, member, value, node, removes ? kept : pinned);
  }
  return object;
}
