import type { Contract, Schema } from '../core/contract.ts';
import type { Json, JsonObject } from '../core/json.ts';
import { resolve } from './site.ts';

/**
 * A copy of an input in which every value that names another resource is replaced by what `name` gives for it.
 * The same value gets the same name; a value that isn't of the documented form stays
 * as it is, unless `anyForm` is asked for.
 */
export function bindNames(
  contract: Contract,
  shape: string,
  input: JsonObject,
  name: (resource: string, value: string) => string,
  { anyForm = false } = {},
): JsonObject {
  const visit = (raw: Schema, value: Json): Json => {
    const node = resolve(contract, raw);
    const kind = node.names ?? node.supported?.names;
    if (typeof value === 'string') {
      const form = node.pattern ?? node.supported?.pattern;
      return kind && (anyForm || form === undefined || new RegExp(form).test(value))
        ? name(kind.resource, value)
        : value;
    }
    if (Array.isArray(value)) return value.map((item) => visit(node.items ?? {}, item));
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(
      Object.entries(value).map(([member, inner]) => [
        member,
        inner === undefined ? inner : visit(node.properties?.[member] ?? {}, inner),
      ]),
    );
  };
  return visit(contract.$defs[shape] ?? {}, input) as JsonObject;
}
