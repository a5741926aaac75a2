import type { Contract, Schema } from '../../core/contract.ts';
import type { Json } from '../../core/json.ts';
import { isObject } from '../json.ts';

/** What is wrong with the form of a value, or undefined. */
export type ShapeProblem = { kind: 'form' | 'count'; message: string };

/**
 * Holds a distribution's configuration against the form that is documented for it: members that must be there, types,
 * values of enumerations, and in every structure a Quantity that counts the Items.
 */
export function shapeFault(contract: Contract, schema: Schema, value: Json, place: string): ShapeProblem | undefined {
  const shape = schema.$ref === undefined ? schema : contract.$defs[schema.$ref.replace('#/$defs/', '')]!;
  if (!fits(shape, value)) return { kind: 'form', message: `${place} is no ${shape.type}.` };
  if (shape.enum && !shape.enum.includes(value)) return { kind: 'form', message: `${place} is none of its values.` };
  if (Array.isArray(value))
    return first(value, (item, n) => shapeFault(contract, shape.items ?? {}, item, `${place}.${n}`));
  if (!isObject(value)) return undefined;
  const absent = shape.required?.find((member) => value[member] === undefined);
  if (absent !== undefined) return { kind: 'form', message: `${place}.${absent} is absent.` };
  const items = Array.isArray(value.Items) ? value.Items.length : 0;
  if (typeof value.Quantity === 'number' && shape.properties?.Items && value.Quantity !== items) {
    return { kind: 'count', message: `${place}.Quantity does not count its Items.` };
  }
  return first(Object.entries(shape.properties ?? {}), ([name, member]) => {
    const inner = value[name];
    return inner === undefined ? undefined : shapeFault(contract, member, inner, `${place}.${name}`);
  });
}

function fits({ type }: Schema, value: Json): boolean {
  if (type === 'object') return isObject(value);
  if (type === 'array') return Array.isArray(value);
  if (type === 'integer') return Number.isInteger(value);
  return type === undefined || typeof value === type;
}

function first<T, R>(values: readonly T[], find: (value: T, index: number) => R | undefined): R | undefined {
  for (const [index, value] of values.entries()) {
    const found = find(value, index);
    if (found !== undefined) return found;
  }
  return undefined;
}
