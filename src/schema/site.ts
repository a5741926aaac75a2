import type { Contract, Schema } from '../core/contract.ts';
import type { Path } from '../core/json.ts';

/** A member at its place in a request or answer. */
export interface Site {
  /** Name of the shape that holds it. */
  shape: string;
  /** Name of the member; `items` for the items of a list. */
  member: string;
  /** From the root of the input or output; list items are looked at in position 0. */
  path: Path;
  /** The member's own schema with its reference resolved. */
  node: Schema;
  /** The schema of the shape that holds it. */
  owner: Schema;
  /** Name of its own shape, where it has one. */
  refers?: string;
}

const REFERENCE = '#/$defs/';

/** Name of the shape that a reference points to. */
export function refName(ref: string): string {
  return ref.slice(REFERENCE.length);
}

/** Every node belongs to one contract, so what it resolves to never changes. */
const resolved = new WeakMap<Schema, Schema>();

/** A node with its reference followed; keywords that stand beside the reference win. */
export function resolve(contract: Contract, node: Schema): Schema {
  if (node.$ref === undefined) return node;
  const known = resolved.get(node);
  if (known) return known;
  const followed = follow(contract, node);
  resolved.set(node, followed);
  return followed;
}

function follow(contract: Contract, node: Schema): Schema {
  if (node.$ref === undefined) return node;
  const target = contract.$defs[refName(node.$ref)];
  if (!target) throw new Error(`the contract has no shape ${node.$ref}`);
  const { $ref: _, basis, ...beside } = node;
  const merged: Schema = { ...resolve(contract, target), ...beside };
  if (basis) merged.basis = { ...target.basis, ...basis };
  return merged;
}

/** Every member that a shape reaches, outermost first; a shape that contains itself is entered once. */
export function sites(contract: Contract, shape: string): readonly Site[] {
  const known = found.get(contract) ?? new Map<string, Site[]>();
  found.set(contract, known);
  let list = known.get(shape);
  if (!list) known.set(shape, (list = sitesOf(contract, shape)));
  return list;
}

/** A contract never changes, so neither does what it holds. */
const found = new WeakMap<Contract, Map<string, Site[]>>();

function sitesOf(contract: Contract, shape: string): Site[] {
  const list: Site[] = [];
  const enter = (name: string, schema: Schema, path: Path, above: readonly string[]): void => {
    if (above.includes(name)) return;
    const inside = [...above, name];
    const visit = (member: string, raw: Schema, at: Path): void => {
      const node = resolve(contract, raw);
      const refers = raw.$ref === undefined ? {} : { refers: refName(raw.$ref) };
      list.push({ shape: name, member, path: at, node, owner: schema, ...refers });
      if (raw.$ref !== undefined) enter(refName(raw.$ref), node, at, inside);
      else if (node.properties || node.items) enter(`${name}.${member}`, node, at, inside);
    };
    for (const [member, raw] of Object.entries(schema.properties ?? {})) visit(member, raw, [...path, member]);
    if (schema.items) visit('items', schema.items, [...path, 0]);
  };
  const root = contract.$defs[shape];
  if (!root) throw new Error(`the contract has no shape ${shape}`);
  enter(shape, root, [], []);
  return list;
}
