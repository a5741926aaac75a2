import type { Contract, Resource } from '../core/contract.ts';
import type { Json, JsonObject } from '../core/json.ts';
import type { Outcome } from '../core/outcome.ts';
import { textsIn, valueAt } from './places.ts';

export { etagIn, idIn } from '../contracts/told.ts';

/** Every operation that answers with a new resource and where it is, with its resource. */
export function creatorsOf(contract: Contract): Map<string, Resource> {
  const creators = new Map<string, Resource>();
  for (const resource of Object.values(contract.resources)) {
    creators.set(resource.operations.create, resource);
    for (const { name, output } of Object.values(contract.operations)) {
      const members = contract.$defs[output ?? '']?.properties ?? {};
      if (resource.location !== undefined && resource.location in members && String(resource.id.output[0]) in members)
        creators.set(name, resource);
    }
  }
  return creators;
}

/** Whether it is answered that there is no such resource. */
export function isGone({ errors }: Resource, outcome: Outcome): boolean {
  return outcome.kind === 'refused' && outcome.error.code === errors.notFound;
}

/**
 * The texts in a configuration, or in the input of an operation, that belong to this resource alone: names of others that
 * only one may use, and values that are unique in an account.
 */
export function marksIn({ config, dependsOn = [], unique = [] }: Resource, value: JsonObject): string[] {
  const inner = (value[config.input] ?? value) as Json;
  const exclusive = dependsOn
    // What it can let go of does not tell whose it is.
    .filter((one) => one.exclusive && one.detach === undefined)
    .flatMap(({ path }) => textsIn(valueAt(inner, typeof path.at(-1) === 'number' ? path.slice(0, -1) : path)));
  const own = unique.flatMap(({ path }) => [...textsIn(valueAt(inner, path)), ...textsIn(value[String(path.at(-1))])]);
  return [...new Set([...exclusive, ...own])].filter((text) => text !== '');
}
