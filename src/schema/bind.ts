import type { Contract, Schema } from '../core/contract.ts';
import type { Json, JsonObject } from '../core/json.ts';
import { resolve } from './site.ts';

/** What a name of a resource is replaced by; the same value is meant by the same name. */
type Naming = (resource: string, value: string) => string;

/**
 * A copy of an input in which every value that names another resource is replaced by what `name` gives for it; what stays
 * as it is is not copied. The same value gets the same name; a value that isn't of the documented form stays as it is, unless
 * `anyForm` is asked for.
 */
export function bindNames(
  contract: Contract,
  shape: string,
  input: JsonObject,
  name: Naming,
  { anyForm = false } = {},
): JsonObject {
  const root = contract.$defs[shape];
  const bind = root && binder(contract, root);
  return bind ? (bind(input, name, anyForm) as JsonObject) : input;
}

type Bind = (value: Json, name: Naming, anyForm: boolean) => Json;

/** Every node belongs to one contract, so what is to be done there never changes; null where no names are. */
const binders = new WeakMap<Schema, Bind | null>();

/** Compiled once for each node; undefined where no names are. */
function binder(contract: Contract, raw: Schema): Bind | undefined {
  let known = binders.get(raw);
  if (known === undefined) {
    known = reachesName(contract, raw, new Set()) ? compile(contract, resolve(contract, raw)) : null;
    binders.set(raw, known);
  }
  return known ?? undefined;
}

function compile(contract: Contract, node: Schema): Bind {
  const kind = node.names ?? node.supported?.names;
  const form = node.pattern ?? node.supported?.pattern;
  const expression = form === undefined ? undefined : new RegExp(form);
  // Made when they are first needed, since a shape may hold itself.
  let items: Bind | undefined;
  let members: [string, Bind][] | undefined;
  return (value, name, anyForm) => {
    if (typeof value === 'string')
      return kind && (anyForm || !expression || expression.test(value)) ? name(kind.resource, value) : value;
    if (value === null || typeof value !== 'object') return value;
    if (Array.isArray(value)) {
      items ??= node.items && binder(contract, node.items);
      let copy: Json[] | undefined;
      for (let index = 0; items && index < value.length; index++) {
        const inner = items(value[index]!, name, anyForm);
        if (inner !== value[index]) (copy ??= [...value])[index] = inner;
      }
      return copy ?? value;
    }
    members ??= Object.entries(node.properties ?? {}).flatMap(([member, schema]) => {
      const bind = binder(contract, schema);
      return bind ? [[member, bind] as [string, Bind]] : [];
    });
    let copy: JsonObject | undefined;
    for (const [member, bind] of members) {
      const held = value[member];
      if (held === undefined) continue;
      const inner = bind(held, name, anyForm);
      if (inner !== held) (copy ??= { ...value })[member] = inner;
    }
    return copy ?? value;
  };
}

function reachesName(contract: Contract, raw: Schema, visited: Set<Schema>): boolean {
  const node = resolve(contract, raw);
  if (visited.has(node)) return false;
  visited.add(node);
  if (node.names ?? node.supported?.names) return true;
  const inner = [...Object.values(node.properties ?? {}), ...(node.items ? [node.items] : [])];
  return inner.some((one) => reachesName(contract, one, visited));
}
