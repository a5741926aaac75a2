import type { Contract, Schema } from '../core/contract.ts';
import type { Json, JsonObject } from '../core/json.ts';
import { resolve } from './site.ts';

/**
 * A copy of an input in which every value that names another resource is replaced by what `name` gives for it; what stays
 * as it is is not copied. The same value gets the same name; a value that isn't of the documented form stays as it is, unless
 * `anyForm` is asked for.
 */
export function bindNames(
  contract: Contract,
  shape: string,
  input: JsonObject,
  name: (resource: string, value: string) => string,
  { anyForm = false } = {},
): JsonObject {
  const visit = (raw: Schema, value: Json): Json => {
    if (!holdsNames(contract, raw)) return value;
    if (typeof value === 'string') {
      const node = resolve(contract, raw);
      const kind = node.names ?? node.supported?.names;
      const form = node.pattern ?? node.supported?.pattern;
      return kind && (anyForm || form === undefined || expression(form).test(value))
        ? name(kind.resource, value)
        : value;
    }
    if (value === null || typeof value !== 'object') return value;
    const node = resolve(contract, raw);
    if (Array.isArray(value)) {
      const items = value.map((item) => visit(node.items ?? {}, item));
      return items.some((item, index) => item !== value[index]) ? items : value;
    }
    let copy: JsonObject | undefined;
    for (const [member, schema] of named(contract, node)) {
      const held = value[member];
      if (held === undefined) continue;
      const inner = visit(schema, held);
      if (inner !== held) (copy ??= { ...value })[member] = inner;
    }
    return copy ?? value;
  };
  return visit(contract.$defs[shape] ?? {}, input) as JsonObject;
}

/** The members of a node in which names are. */
function named(contract: Contract, node: Schema): [string, Schema][] {
  let known = members.get(node);
  if (!known) {
    known = Object.entries(node.properties ?? {}).filter(([, schema]) => holdsNames(contract, schema));
    members.set(node, known);
  }
  return known;
}

const members = new WeakMap<Schema, [string, Schema][]>();

/** Every node belongs to one contract, so whether a name is in it never changes. */
const holders = new WeakMap<Schema, boolean>();

function holdsNames(contract: Contract, raw: Schema): boolean {
  let known = holders.get(raw);
  if (known === undefined) holders.set(raw, (known = reachesName(contract, raw, new Set())));
  return known;
}

function reachesName(contract: Contract, raw: Schema, visited: Set<Schema>): boolean {
  const node = resolve(contract, raw);
  if (visited.has(node)) return false;
  visited.add(node);
  if (node.names ?? node.supported?.names) return true;
  const inner = [...Object.values(node.properties ?? {}), ...(node.items ? [node.items] : [])];
  return inner.some((one) => reachesName(contract, one, visited));
}

const expressions = new Map<string, RegExp>();

function expression(pattern: string): RegExp {
  let known = expressions.get(pattern);
  if (!known) expressions.set(pattern, (known = new RegExp(pattern)));
  return known;
}
