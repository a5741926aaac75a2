import { configSent, operationOf } from '../contracts/resource.ts';
import type { Contract, Resource } from '../core/contract.ts';
import { isObject, type JsonObject } from '../core/json.ts';
import { valueAt, withValueAt } from '../core/path.ts';
import { minimalExample } from '../schema/arbitrary.ts';
import { sites } from '../schema/site.ts';

/** The smallest supported configurations of a resource, one for each set of members that may stand together, fewest members first. */
export const skeletons = remembered((contract, resource): JsonObject[] => {
  const { input: shape } = contract.operations[operationOf(resource, 'create')]!;
  const found = sites(contract, shape).map(({ path }) => configSent(resource, minimalExample(contract, shape, path)));
  const distinct = new Map(found.map((value) => [JSON.stringify(value), value as JsonObject]));
  return [...distinct.values()].sort((a, b) => JSON.stringify(a).length - JSON.stringify(b).length);
});

/** A configuration by what it holds beyond a smaller one, such as `with TrafficConfig.SingleHeaderConfig`. */
export function shapeName(config: JsonObject, smaller: JsonObject): string {
  const extra = membersBeyond(config, smaller);
  return extra.length === 0 ? 'the smallest configuration' : `with ${extra.join(' and ')}`;
}

/** The outermost members that one object has and the other has not. */
function membersBeyond(config: JsonObject, smaller: JsonObject, at = ''): string[] {
  return Object.entries(config).flatMap(([name, value]) => {
    const other = smaller[name];
    if (other === undefined) return [`${at}${name}`];
    return isObject(value) && isObject(other) ? membersBeyond(value, other, `${at}${name}.`) : [];
  });
}

/** The configuration with its harmless member changed from what it is in another one. Unchanged where no such member is known. */
export function touched({ touch }: Resource, config: JsonObject, from: JsonObject): JsonObject {
  const value = touch && valueAt(from, touch);
  if (touch === undefined || value === undefined) return config;
  return withValueAt(config, touch, typeof value === 'boolean' ? !value : `${value}-touched`);
}

/** A function of a resource that is computed once. */
export function remembered<T>(
  make: (contract: Contract, resource: Resource) => T,
): (contract: Contract, resource: Resource) => T {
  const memory = new WeakMap<Resource, T>();
  return (contract, resource) => {
    let value = memory.get(resource);
    if (value === undefined) memory.set(resource, (value = make(contract, resource)));
    return value;
  };
}
