import type { Contract, Schema } from '../core/contract.ts';
import { isObject, type Json, type Path } from '../core/json.ts';
import { resolve } from '../schema/site.ts';

/**
 * How strictly values are compared. Lenient, for what no page speaks of: blanks around a text and the case of a name
 * with a prefix do not count, nor do the members of a choice that was not made.
 */
export interface Strictness {
  lenient?: boolean;
}

/** Where two values of a shape differ, and how. */
export interface ValueDifference {
  path: Path;
  sent: Json | undefined;
  got: Json | undefined;
}

/**
 * The first place at which what came back is not what was sent; undefined if it is the same. Floats are compared in 32
 * bits, the documented type; an empty list or structure is as good as none. A list is compared as a set, unless a page
 * promises its order.
 */
export function difference(
  contract: Contract,
  raw: Schema,
  sent: Json | undefined,
  got: Json | undefined,
  strictness: Strictness = {},
  path: Path = [],
): ValueDifference | undefined {
  return differences(contract, raw, sent, got, strictness, path).next().value ?? undefined;
}

/** All such places. */
export function* differences(
  contract: Contract,
  raw: Schema,
  sent: Json | undefined,
  got: Json | undefined,
  strictness: Strictness = {},
  path: Path = [],
): Generator<ValueDifference, undefined> {
  const node = resolve(contract, raw);
  if (empty(sent) && empty(got)) return undefined;
  if (node.type === 'object' && isObject(sent) && isObject(got)) {
    const choice = strictness.lenient ? Object.values(node.supported?.selects?.members ?? {}) : [];
    const unclear = choice.filter((member) => sent[member] !== undefined).length !== 1;
    for (const [member, inner] of Object.entries(node.properties ?? {})) {
      if (unclear && choice.includes(member)) continue;
      yield* differences(contract, inner, sent[member], got[member], strictness, [...path, member]);
    }
  } else if (node.type === 'array' && Array.isArray(sent) && Array.isArray(got)) {
    const items = node.items ?? {};
    const isSame = (one: Json, other: Json): boolean =>
      difference(contract, items, one, other, strictness) === undefined;
    for (const [index, one, other] of unpaired(sent, got, node.supported?.ordered === true, isSame))
      yield* differences(contract, items, one, other, strictness, [...path, index]);
  } else if (!same(node, sent, got, strictness)) yield { path, sent, got };
  return undefined;
}

/** The items of two lists that have no equal in the other, side by side, each with its place. */
function unpaired(
  sent: Json[],
  got: Json[],
  ordered: boolean,
  isSame: (one: Json, other: Json) => boolean,
): [number, Json | undefined, Json | undefined][] {
  const left = got.map((value, index) => ({ value, index }));
  const alone = sent
    .map((value, index) => ({ value, index }))
    .filter((one) => {
      const twin = left.findIndex((other) => (!ordered || other.index === one.index) && isSame(one.value, other.value));
      if (twin >= 0) left.splice(twin, 1);
      return twin < 0;
    });
  return Array.from({ length: Math.max(alone.length, left.length) }, (_, place) => {
    const [one, other] = [alone[place], left[place]];
    return [(one ?? other)!.index, one?.value, other?.value];
  });
}

/** A difference in words. `spelled`: the value as it was sent, where that is another spelling of what it means. */
export function differenceText({ path, sent, got }: ValueDifference, spelled: Json | undefined = sent): string {
  const means = JSON.stringify(spelled) === JSON.stringify(sent) ? '' : `, which means ${text(sent)},`;
  return `${path.join('.')} was sent as ${text(spelled)}${means} and came back as ${text(got)}`;
}

/** The same for a value that was not sent: it has changed since. */
export function changeText({ path, sent, got }: ValueDifference): string {
  return `${path.join('.')} was ${text(sent)} and is ${text(got)} now`;
}

function text(value: Json | undefined): string {
  const json = value === undefined ? 'nothing' : JSON.stringify(value);
  return json.length > 120 ? `${json.slice(0, 100)}… (${json.length} characters)` : json;
}

function same(node: Schema, sent: Json | undefined, got: Json | undefined, { lenient }: Strictness): boolean {
  if (sent === got) return true;
  if (typeof sent === 'string' && typeof got === 'string') {
    if (!lenient) return lineEnds(sent) === lineEnds(got);
    const plain = (text: string): string => lineEnds(node.prefix === undefined ? text : text.toLowerCase()).trim();
    return plain(sent) === plain(got);
  }
  return (
    node.format === 'float' &&
    typeof sent === 'number' &&
    typeof got === 'number' &&
    Math.fround(sent) === Math.fround(got)
  );
}

/** XML 1.0, 2.11: a reader sees every line end as a line feed. */
function lineEnds(text: string): string {
  return text.replaceAll(/\r\n?/g, '\n');
}

function empty(value: Json | undefined): boolean {
  return (
    value === undefined ||
    value === '' ||
    (typeof value === 'object' && value !== null && Object.values(value).every((inner) => empty(inner)))
  );
}

/** Whether one of two places is inside the other; all items of a list count as one place. */
export function overlap(one: Path, other: Path): boolean {
  const common = Math.min(one.length, other.length);
  const bare = (path: Path): string =>
    path
      .slice(0, common)
      .map((key) => (typeof key === 'number' ? '*' : key))
      .join();
  return bare(one) === bare(other);
}
