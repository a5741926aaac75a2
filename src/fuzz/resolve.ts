import type { Json, JsonObject } from '../core/json.ts';
import type { TestContext } from '../core/test-context.ts';
import { uniqueText } from '../rules/unique.ts';
import { type CallReference, isReference } from './case.ts';

/** What a slot holds while a case is played. */
export interface Slot {
  id: string;
  etag: string;
  older: string[];
}

/** What the references of a case stand for so far. */
export interface Filled {
  slots: Map<number, Slot>;
  names: Map<string, string>;
  unique: Map<number, string>;
  marker?: string;
}

/** What can be made of an id or an ETag, each something that names nothing. */
export const ALTERATIONS: Record<string, (text: string) => string> = {
  cut: (text) => text.slice(0, -1),
  longer: (text) => `${text}0`,
  half: (text) => text.slice(0, Math.ceil(text.length / 2)),
  twice: (text) => text + text,
  lower: (text) => text.toLowerCase(),
  quoted: (text) => `"${text}"`,
  weak: (text) => `W/"${text}"`,
  listed: (text) => `"${text}", "a"`,
  blank: (text) => `${text} `,
};

/** The input with every reference replaced; undefined where one stands for nothing (yet). */
export async function resolved(lane: TestContext, filled: Filled, input: JsonObject): Promise<JsonObject | undefined> {
  const value = await fill(lane, filled, input);
  return value as JsonObject | undefined;
}

async function fill(lane: TestContext, filled: Filled, value: Json): Promise<Json | undefined> {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) {
    const items: Json[] = [];
    for (const item of value) {
      const inner = await fill(lane, filled, item);
      if (inner === undefined) return undefined;
      items.push(inner);
    }
    return items;
  }
  if (isReference(value)) return textFor(lane, filled, value);
  const copy: JsonObject = {};
  for (const [name, held] of Object.entries(value)) {
    if (held === undefined) continue;
    const inner = await fill(lane, filled, held);
    if (inner === undefined) return undefined;
    copy[name] = inner;
  }
  return copy;
}

async function textFor(lane: TestContext, filled: Filled, reference: CallReference): Promise<string | undefined> {
  if ('$name' in reference) {
    const key = `${reference.$name} ${reference.$slot}`;
    const known = filled.names.get(key) ?? (await lane.name(reference.$name));
    filled.names.set(key, known);
    return known;
  }
  if ('$unique' in reference) {
    const known = filled.unique.get(reference.$unique) ?? uniqueText(lane);
    filled.unique.set(reference.$unique, known);
    return known;
  }
  if (!('$slot' in reference)) return filled.marker;
  const slot = filled.slots.get(reference.$slot);
  if (!slot) return undefined;
  const { $part: part, $as: how } = reference;
  const text = part === 'id' ? slot.id : part === 'etag' ? slot.etag : slot.older.at(-1);
  if (text === undefined || text === '') return undefined;
  return how === undefined ? text : (ALTERATIONS[how]?.(text) ?? text);
}
