import { configSent } from '../contracts/resource.ts';
import type { Resource } from '../core/contract.ts';
import type { Json, JsonObject } from '../core/json.ts';
import type { Outcome } from '../core/outcome.ts';
import { textsIn, valueAt } from '../core/path.ts';

export { etagIn, idIn } from '../contracts/told.ts';

/** Whether it is answered that there is no such resource. */
export function isGone({ errors }: Resource, outcome: Outcome): boolean {
  return outcome.kind === 'refused' && outcome.error.code === errors.notFound;
}

/**
 * The texts in a configuration, or in the input of an operation, that belong to this resource alone: names of others that
 * only one may use, and values that are unique in an account.
 */
export function marksIn(resource: Resource, value: JsonObject): string[] {
  const inner = (configSent(resource, value) ?? value) as Json;
  const exclusive = (resource.dependsOn ?? [])
    // What it can let go of does not tell whose it is.
    .filter((one) => one.exclusive && one.detach === undefined)
    .flatMap(({ path }) => textsIn(valueAt(inner, typeof path.at(-1) === 'number' ? path.slice(0, -1) : path)));
  const own = (resource.unique ?? []).flatMap(({ path }) => [
    ...textsIn(valueAt(inner, path)),
    ...textsIn(value[String(path.at(-1))]),
  ]);
  return [...new Set([...exclusive, ...own])].filter((text) => text !== '');
}
