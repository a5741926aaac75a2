import type { Contract, Schema } from '../core/contract.ts';
import type { Json, JsonObject } from '../core/json.ts';
import { resolve } from './site.ts';

/**
 * An input as its request will say it: numbers, booleans and texts are all text on the wire, so that each has the type that
 * its member reads it as. What is no usual spelling of such a value stays text.
 */
export function wireTyped(contract: Contract, operation: string, input: JsonObject): JsonObject {
  const root = contract.$defs[contract.operations[operation]!.input];
  return root ? (typed(contract, root, input) as JsonObject) : input;
}

function typed(contract: Contract, raw: Schema, value: Json): Json {
  const node = resolve(contract, raw);
  if (value === null) return value;
  if (Array.isArray(value)) return value.map((item) => typed(contract, node.items ?? {}, item));
  if (typeof value === 'object')
    return Object.fromEntries(
      Object.entries(value).map(([name, held]) => {
        const schema = node.properties?.[name];
        return [name, schema && held !== undefined ? typed(contract, schema, held) : held];
      }),
    );
  if (node.type === 'string') return String(value);
  if (node.type === 'boolean' && (value === 'true' || value === 'false')) return value === 'true';
  const isNumber = node.type === 'integer' || node.type === 'number';
  if (
    isNumber &&
    typeof value === 'string' &&
    value !== '' &&
    String(Number(value)) === value &&
    Number.isFinite(Number(value))
  )
    return Number(value);
  return isNumber && typeof value === 'boolean' ? String(value) : value;
}
