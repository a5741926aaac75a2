import type { Ambiguity } from '../core/classification.ts';
import type { Contract, Schema } from '../core/contract.ts';
import type { Json, JsonObject } from '../core/json.ts';
import { refName, resolve } from './site.ts';
import { read } from './spelling.ts';

/** Text longer than this is open where no length is documented. */
const LONG = 1024;

/**
 * An input with unusual spellings of numbers and booleans replaced by what they mean. Each of them is noted as an
 * opening, as are texts that no page speaks of and members that no page knows. The same object where nothing is replaced.
 */
export function normalise(contract: Contract, shape: string, input: JsonObject, open: Ambiguity[]): JsonObject {
  const trail: (string | number)[] = [];
  const note = (place: string, member: string, what: string): void => {
    open.push({ reason: member === '' ? `${place}.${what}` : `${place}.${member}.${what}`, path: [...trail] });
  };

  const visit = (raw: Schema, place: string, member: string, value: Json | undefined): Json | undefined => {
    if (typeof value === 'string') {
      const node = resolve(contract, raw);
      if (node.type === 'string') {
        if (node.enum === undefined && node.pattern === undefined) textual(node, place, member, value);
        return value;
      }
      const reading = read(value, node);
      // The usual spelling as JSON text stays text: it is a matter of JSON's types, which the wire doesn't have.
      if (reading === undefined || String(reading.value) === value) return value;
      note(place, member, 'spelling');
      return reading.value;
    }
    if (value === null || typeof value !== 'object') return value;
    const node = resolve(contract, raw);
    const inside = raw.$ref !== undefined ? refName(raw.$ref) : member === '' ? place : `${place}.${member}`;
    return Array.isArray(value) ? list(node, inside, value) : object(node, inside, value);
  };

  const list = (node: Schema, place: string, values: Json[]): Json[] => {
    let copy: Json[] | undefined;
    for (let index = 0; index < values.length; index++) {
      trail.push(index);
      const inner = visit(node.items ?? {}, place, 'items', values[index]);
      trail.pop();
      if (inner !== values[index]) (copy ??= [...values])[index] = inner ?? null;
    }
    return copy ?? values;
  };

  const object = (node: Schema, place: string, value: JsonObject): JsonObject => {
    let copy: JsonObject | undefined;
    for (const member in value) {
      const held = value[member];
      const schema = node.properties?.[member];
      // What is neither text nor holds any means itself.
      if (schema && (held === null || (typeof held !== 'string' && typeof held !== 'object'))) continue;
      trail.push(member);
      if (schema) {
        const inner = visit(schema, place, member, held);
        if (inner !== held) (copy ??= { ...value })[member] = inner;
      } else note(place, member, 'unknown');
      trail.pop();
    }
    return copy ?? value;
  };

  const textual = (node: Schema, place: string, member: string, text: string): void => {
    if (text === '') note(place, member, 'empty');
    else if (!/^[\x20-\x7e]*$/.test(text)) note(place, member, 'not-printable-ascii');
    else if (text.trim() !== text) note(place, member, 'surrounding-blanks');
    else if (text.length > (node.maxLength ?? LONG)) note(place, member, 'long');
  };

  return visit(contract.$defs[shape] ?? {}, shape, '', input) as JsonObject;
}
