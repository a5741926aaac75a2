import type { Contract, Schema } from '../core/contract.ts';
import type { Json, Path } from '../core/json.ts';
import { resolve } from '../schema/site.ts';

/**
 * How strictly values are compared. Lenient, for what no page speaks of: blanks around a text and the case of a name
 * with a prefix do not count, nor do the members of a choice that was not made.
 */
export interface Strictness {
  lenient?: boolean;
}

/** Where two values of a shape differ, and how. */
export interface Difference {
  path: Path;
  sent: Json | undefined;
  got: Json | undefined;
}

/**
 * The first place at which what came back is not what was sent; undefined if it is the same. Floats are compared in 32
 * bits, the documented type; an empty list or structure is as good as none.
 */
export function difference(
  contract: Contract,
  raw: Schema,
  sent: Json | undefined,
  got: Json | undefined,
  strictness: Strictness = {},
  path: Path = [],
): Difference | undefined {
  const node = resolve(contract, raw);
  if (empty(sent) && empty(got)) return undefined;
  if (node.type === 'object' && isObject(sent) && isObject(got)) {
    const choice = strictness.lenient ? Object.values(node.supported?.selects?.members ?? {}) : [];
    const unclear = choice.filter((member) => sent[member] !== undefined).length !== 1;
    for (const [member, inner] of Object.entries(node.properties ?? {})) {
      if (unclear && choice.includes(member)) continue;
      const found = difference(contract, inner, sent[member], got[member], strictness, [...path, member]);
      if (found) return found;
    }
    return undefined;
  }
  if (node.type === 'array' && Array.isArray(sent) && Array.isArray(got)) {
    for (let index = 0; index < Math.max(sent.length, got.length); index++) {
      const found = difference(contract, node.items ?? {}, sent[index], got[index], strictness, [...path, index]);
      if (found) return found;
    }
    return undefined;
  }
  return same(node, sent, got, strictness) ? undefined : { path, sent, got };
}

/** A difference in words. */
export function differenceText({ path, sent, got }: Difference): string {
  return `${path.join('.')} was sent as ${text(sent)} and came back as ${text(got)}`;
}

/** The same of what nobody sent: it was one thing and is another now. */
export function changeText({ path, sent, got }: Difference): string {
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

/** XML 1.0, 2.11: whoever reads a document sees every line end as a line feed. */
function lineEnds(text: string): string {
  return text.replaceAll(/\r\n?/g, '\n');
}

function isObject(value: Json | undefined): value is Record<string, Json> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function empty(value: Json | undefined): boolean {
  return (
    value === undefined ||
    value === '' ||
    (typeof value === 'object' && value !== null && Object.values(value).every((inner) => empty(inner)))
  );
}
