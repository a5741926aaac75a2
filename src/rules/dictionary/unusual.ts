import type { Contract, Schema } from '../../core/contract.ts';
import type { Json } from '../../core/json.ts';
import { createRandom } from '../../core/random.ts';
import { type ConstraintCase, casesOf } from '../../schema/cases.ts';
import { set } from '../../schema/keyword.ts';
import type { Site } from '../../schema/site.ts';
import { wireTyped } from '../../schema/wire-typed.ts';
import { BOOLEANS, numbersFor } from './numbers.ts';
import { TEXTS } from './texts.ts';

/** Values of one kind, such as numbers beyond a machine word. */
export interface UnusualKind {
  kind: string;
  values: readonly Json[];
}

/** One value of the dictionary. */
export interface Unusual {
  kind: string;
  value: Json;
}

/** What may stand in the place of a member and trips careless code; nothing for a structure. */
export function unusualKinds(node: Schema): readonly UnusualKind[] {
  if (node.type === 'boolean') return BOOLEANS;
  if (node.type === 'integer' || node.type === 'number') return numbersFor(node);
  if (node.type !== 'string') return [];
  if (node.enum) return misspellings(node.enum.map(String));
  const { prefix = '' } = node;
  return TEXTS.map(({ kind, texts }) => ({ kind, values: texts.map((text) => prefix + text) }));
}

function misspellings(values: readonly string[]): UnusualKind[] {
  const each = (kind: string, change: (value: string) => string): UnusualKind => ({ kind, values: values.map(change) });
  return [
    each('lower-case', (value) => value.toLowerCase()),
    each('upper-case', (value) => value.toUpperCase()),
    each('plural', (value) => `${value}s`),
    each('cut', (value) => value.slice(1)),
    each('surrounded', (value) => ` ${value} `),
    { kind: 'none', values: ['', 'null', '0', 'unknown'] },
  ];
}

/** A supported request with each of the values in the place of a member, as the wire types it. */
export function unusualCasesOf(
  contract: Contract,
  operation: string,
  site: Site,
  values: readonly Unusual[],
): ConstraintCase[] {
  const examples = values.map(({ kind, value }) => ({ name: kind, edit: set(site.member, value) }));
  return casesOf(contract, contract.operations[operation]!.input, site, examples).map((one) => ({
    ...one,
    input: wireTyped(contract, operation, one.input),
  }));
}

/** So many values, of each kind in turn; others for other seeds. */
export function drawnUnusual(kinds: readonly UnusualKind[], seed: number, count = Number.POSITIVE_INFINITY): Unusual[] {
  const random = createRandom(seed);
  const shuffled = <T>(values: readonly T[]): T[] =>
    values
      .map((value) => ({ value, place: random.below(1e9) }))
      .sort((a, b) => a.place - b.place)
      .map(({ value }) => value);
  const turns = shuffled(kinds).map(({ kind, values }) => ({ kind, values: shuffled(values) }));
  const longest = Math.max(0, ...turns.map(({ values }) => values.length));
  const all = Array.from({ length: longest }, (_, round) =>
    turns.flatMap(({ kind, values }) => (round < values.length ? [{ kind, value: values[round]! }] : [])),
  );
  return all.flat().slice(0, count);
}
