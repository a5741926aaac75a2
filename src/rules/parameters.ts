import type { Contract, Schema } from '../core/contract.ts';
import type { Json, JsonObject } from '../core/json.ts';
import type { Step, TestContext } from '../core/test-context.ts';
import { resolve } from '../schema/site.ts';
import { BOOLEANS, numbersFor } from './dictionary/numbers.ts';
import { TEXTS } from './dictionary/texts.ts';
import { drawnUnusual, type Unusual, type UnusualKind } from './dictionary/unusual.ts';
import { ODD_IDS } from './lifecycle/odd-ids.ts';
import { expectNoServerError, sendUnusual } from './server-error.ts';

/** A member that an operation takes from the path, the query or a header. */
export interface Parameter {
  operation: string;
  member: string;
  where: 'path' | 'query' | 'header';
  node: Schema;
}

/** Those of an operation, in the order of its input. */
export function parametersOf(contract: Contract, operation: string): Parameter[] {
  const { properties = {} } = contract.$defs[contract.operations[operation]!.input]!;
  return Object.entries(properties).flatMap(([member, raw]) => {
    const { binding } = raw;
    if (binding === undefined || 'payload' in binding) return [];
    const where = 'query' in binding ? 'query' : 'header' in binding ? 'header' : 'path';
    return [{ operation, member, where, node: resolve(contract, raw) }];
  });
}

/** Characters that separate, quote or escape something somewhere; several to a text, so that each is tried early. */
const PACKED = ['a..b;c,d$e', 'a!b"c#d%25e', "a&b'c(d)e*f", 'a+b:c<d=e>f', 'a?b@c[d]e^f', 'a`b{c|d}e~f', 'a\tb\rc\nd'];

/** Longest text: what stands before a service may turn down a longer address by itself. */
const LONGEST = 2_000;

/** A page holds as many items as the service likes: no page gives a range. */
const PAGE: Schema = { type: 'integer', minimum: 1, maximum: 100 };

/**
 * Values for a parameter at its bounds and beyond them: what is tried always, and `count` more in an order of the seed.
 * `others`: ids and versions of resources that exist. `harmless`: only texts that can name nothing, for calls that write.
 */
export function unusualFor(
  { where, node }: Parameter,
  { seed, count, others, harmless }: { seed: number; count: number; others: readonly string[]; harmless: boolean },
): Unusual[] {
  const fits = (value: Json): boolean => where !== 'path' || namesNothing(String(value), harmless);
  const kinds = kindsFor(node)
    .map(({ kind, values }) => ({ kind, values: values.filter(fits) }))
    .filter(({ values }) => values.length > 0);
  const first = node.type === 'string' ? firstTexts(others).filter(({ value }) => fits(value)) : [];
  return [...first, ...drawnUnusual(kinds, seed, count)];
}

const firstTexts = (others: readonly string[]): Unusual[] => [
  ...others.map((value) => ({ kind: 'of another', value })),
  ...PACKED.map((value) => ({ kind: 'punctuation', value })),
];

function kindsFor(node: Schema): UnusualKind[] {
  if (node.type === 'boolean') return [...BOOLEANS];
  if (node.type === 'integer' || node.type === 'number') return [...numbersFor(PAGE)];
  return [
    ...ODD_IDS.map(([kind, id]) => ({ kind, values: [id] })),
    ...TEXTS.map(({ kind, texts }) => ({ kind, values: texts.filter(({ length }) => length <= LONGEST) })),
  ];
}

/**
 * Whether an id can't be taken for another path or for something that exists: a segment of dots and slashes may be removed on
 * the way. `strictly`: it has a character that no id has.
 */
const namesNothing = (id: string, strictly: boolean): boolean =>
  /[\p{L}\p{N}]/u.test(id) && (!strictly || /[^\w*-]/.test(id));

/**
 * Sends a call with an unusual value of a parameter and judges that it causes no server error. Throws RuleViolation.
 * `before`: the steps that led to it.
 */
export async function tryValue(
  lane: TestContext,
  { operation, member }: Parameter,
  { kind, value }: Unusual,
  input: JsonObject,
  before: readonly Step[] = [],
): Promise<Step> {
  const step = await sendUnusual(lane, operation, { ...input, [member]: value });
  expectNoServerError(lane, step, `${member} ${shown(value)} (${kind})`, before);
  return step;
}

/** A value as it stands in a sentence. */
export const shown = (value: unknown): string => JSON.stringify(value).slice(0, 60);
