import type { Binding, Contract, Operation, Schema } from '../core/contract.ts';

/** A member of an operation's input or output, with all that the wire needs to know. */
export interface Member {
  name: string;
  /** The element's name in the body. */
  element: string;
  schema: Schema;
  binding: Binding | undefined;
}

/** How an operation's input or output is spread over an HTTP message. */
export interface Layout {
  labels: Member[];
  headers: { member: Member; header: string }[];
  queries: { member: Member; key: string }[];
  /** The member that is the whole body. */
  payload: Member | undefined;
  /** The members that are elements of the body's root. */
  elements: Member[];
  /** Name of the body's root element; undefined where there is no body. */
  root: string | undefined;
}

/** The shape behind a reference, else the schema itself. Throws where the contract names a shape that it lacks. */
export function resolve(contract: Contract, schema: Schema): Schema {
  if (schema.$ref === undefined) return schema;
  const name = shapeName(schema)!;
  const shape = contract.$defs[name];
  if (!shape) throw new Error(`The contract has no shape ${name}.`);
  return resolve(contract, shape);
}

/** The members of a structure in the contract's order. */
export function members(contract: Contract, schema: Schema): Member[] {
  return Object.entries(resolve(contract, schema).properties ?? {}).map(([name, member]) => ({
    name,
    element: member.xmlName ?? name,
    schema: member,
    binding: member.binding,
  }));
}

/** The layout of a shape of `$defs`; an operation without output has an empty one. */
export function layout(contract: Contract, shape: string | null): Layout {
  const result: Layout = { labels: [], headers: [], queries: [], payload: undefined, elements: [], root: undefined };
  if (shape === null) return result;
  for (const member of members(contract, { $ref: `#/$defs/${shape}` })) {
    const { binding } = member;
    if (binding === undefined) result.elements.push(member);
    else if ('label' in binding) result.labels.push(member);
    else if ('header' in binding) result.headers.push({ member, header: binding.header.toLowerCase() });
    else if ('query' in binding) result.queries.push({ member, key: binding.query });
    else result.payload = member;
  }
  if (result.payload) result.root = payloadRoot(contract, result.payload);
  else if (result.elements.length > 0) result.root = contract.$defs[shape]?.xmlName ?? shape;
  return result;
}

function payloadRoot(contract: Contract, { schema, name }: Member): string {
  return schema.xmlName ?? resolve(contract, schema).xmlName ?? shapeName(schema) ?? name;
}

function shapeName(schema: Schema): string | undefined {
  return schema.$ref?.slice(schema.$ref.lastIndexOf('/') + 1);
}

/** An operation of the contract. Throws where there is none of this name. */
export function operationOf(contract: Contract, name: string): Operation {
  const operation = contract.operations[name];
  if (!operation) throw new Error(`The contract has no operation ${name}.`);
  return operation;
}

/** Remembers what `make` made of each contract, which never changes once it is in use. */
export function perContract<T>(make: (contract: Contract) => T): (contract: Contract) => T {
  const made = new WeakMap<Contract, { value: T }>();
  return (contract) => {
    let found = made.get(contract);
    if (!found) {
      found = { value: make(contract) };
      made.set(contract, found);
    }
    return found.value;
  };
}

/** Remembers what `make` made of each name. */
export function perName<T>(make: (name: string) => T): (name: string) => T {
  const made = new Map<string, T>();
  return (name) => {
    let value = made.get(name);
    if (value === undefined) {
      value = make(name);
      made.set(name, value);
    }
    return value;
  };
}
