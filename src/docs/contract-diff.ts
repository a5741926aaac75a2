import type { Contract, Schema } from '../core/contract.ts';

/** A rule, or another statement of a contract, that an upgrade adds, changes or removes. */
export interface ContractDifference {
  change: 'added' | 'changed' | 'removed';
  /** `Shape.Member.keyword`, `Operation.keyword`, `Error.keyword`. */
  id: string;
  old?: string;
  new?: string;
}

/** How two contracts differ, sorted by id. Citations don't count: a new document may say the same. */
export function contractDifferences(before: Contract, after: Contract): ContractDifference[] {
  const old = statementsOf(before);
  const now = statementsOf(after);
  const ids = [...new Set([...old.keys(), ...now.keys()])].sort();
  return ids.flatMap((id): ContractDifference[] => {
    const was = old.get(id);
    const is = now.get(id);
    if (was === is) return [];
    if (was === undefined) return [{ change: 'added', id, new: is! }];
    return is === undefined ? [{ change: 'removed', id, old: was }] : [{ change: 'changed', id, old: was, new: is }];
  });
}

function statementsOf(contract: Contract): Map<string, string> {
  const statements = new Map<string, string>();
  const add = (id: string, value: unknown) => {
    if (value !== undefined) statements.set(id, JSON.stringify(value));
  };
  for (const [name, { basis, ...operation }] of Object.entries(contract.operations)) {
    for (const [keyword, value] of Object.entries(operation)) {
      if (keyword !== 'errors') add(`${name}.${keyword}`, value);
    }
    for (const error of operation.errors) add(`${name}.errors.${error}`, true);
  }
  for (const [name, { status, fault }] of Object.entries(contract.errors)) {
    add(`${name}.status`, status);
    add(`${name}.fault`, fault);
  }
  for (const [name, resource] of Object.entries(contract.resources)) add(`resources.${name}`, resource);
  for (const [name, schema] of Object.entries(contract.$defs)) addSchema(name, schema, add);
  return statements;
}

function addSchema(place: string, schema: Schema, add: (id: string, value: unknown) => void): void {
  const { properties, items, required, supported, basis, ...keywords } = schema;
  for (const [keyword, value] of Object.entries(keywords)) add(`${place}.${keyword}`, value);
  for (const name of required ?? []) add(`${place}.${name}.required`, true);
  for (const [name, member] of Object.entries(properties ?? {})) addSchema(`${place}.${name}`, member, add);
  if (items !== undefined) addSchema(`${place}[]`, items, add);
  if (supported !== undefined) addSchema(`${place}.supported`, supported, add);
}
