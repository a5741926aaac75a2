import fc from 'fast-check';
import { configInput, configMember, configSent, operationOf } from '../contracts/resource.ts';
import type { Resource } from '../core/contract.ts';
import { UNOBSERVED } from '../core/hindrance.ts';
import type { JsonObject } from '../core/json.ts';
import { valueAt } from '../core/path.ts';
import type { ResourceHandle } from '../core/resource-handle.ts';
import { SkipError, type TestContext } from '../core/test-context.ts';
import { arbitrary } from '../schema/arbitrary.ts';
import { violationCases } from '../schema/cases.ts';
import { constraints } from '../schema/constraints.ts';
import { sites } from '../schema/site.ts';
import { resolveReferences } from './resource-handle.ts';
import { remembered, shapeName, skeletons, touched } from './skeletons.ts';

export { skeletons, touched } from './skeletons.ts';

/** Random configurations drawn where the small ones don't suffice. */
const DRAWN = 40;

/** A few drawn inputs that hold every member between them, each with as much to tell as there is. */
export function tellingInputs({ contract, seed }: Pick<TestContext, 'contract' | 'seed'>, shape: string): JsonObject[] {
  const drawn = fc
    .sample(arbitrary(contract, shape), { seed, numRuns: DRAWN })
    .sort((a, b) => JSON.stringify(b).length - JSON.stringify(a).length);
  const left = new Set(sites(contract, shape).map(({ path }) => path));
  const found: JsonObject[] = [];
  for (const input of drawn) {
    const held = [...left].filter((path) => valueAt(input, path) !== undefined);
    if (held.length === 0) continue;
    found.push(input);
    for (const path of held) left.delete(path);
  }
  return found;
}

/** Configurations that each break one documented constraint, the nearest violation of each. */
const violations = remembered((contract, resource): JsonObject[] => {
  const { input: shape } = contract.operations[operationOf(resource, 'update')]!;
  return constraints(contract, shape)
    .filter(({ site }) => site.path[0] === configMember(resource) && site.path.length > 1)
    .flatMap((constraint) => violationCases(contract, shape, constraint).slice(0, 1))
    .map(({ input }) => configSent(resource, input) as JsonObject);
});

/**
 * So many supported configurations that differ from each other and from the one that a resource has, on the names that it
 * has; small ones first, the first differing the most. Throws SkipError where there are not as many.
 */
export async function otherConfigs(lane: TestContext, handle: ResourceHandle, count: number): Promise<JsonObject[]> {
  const { resource } = handle;
  const update = operationOf(resource, 'update');
  const small = [...skeletons(lane.contract, resource)].reverse();
  const known = (config: JsonObject): boolean =>
    lane.ways.failure(`another configuration of a ${resource.name}`, formOf(lane, resource, config)) !== undefined;
  const found = new Map<string, JsonObject>();
  const present = JSON.stringify(handle.config);
  const take = async (config: JsonObject): Promise<void> => {
    const input = await resolveReferences(lane, update, configInput(resource, config), versioned(handle));
    const named = configSent(resource, input) as JsonObject;
    const key = JSON.stringify(named);
    if (key !== present && !found.has(key) && lane.classify(update, input).answer === 'supported')
      found.set(key, named);
  };
  const candidates = [...small.map((one) => touched(resource, one, handle.config)), ...small];
  // Those of a form that the target refuses come last.
  for (const config of [...candidates.filter((one) => !known(one)), ...candidates.filter(known)]) {
    if (found.size < count) await take(config);
  }
  if (found.size < count) {
    const inputs = arbitrary(lane.contract, lane.contract.operations[update]!.input);
    for (const input of fc.sample(inputs, { seed: lane.seed, numRuns: DRAWN + count })) {
      if (found.size < count) await take(configSent(resource, input) as JsonObject);
    }
  }
  if (found.size < count)
    throw new SkipError(`there are only ${found.size} other configurations of ${resource.name}`, {
      hindrance: UNOBSERVED,
    });
  return [...found.values()];
}

/** The form of a configuration: what it holds beyond the smallest one. */
export const formOf = ({ contract }: Pick<TestContext, 'contract'>, resource: Resource, config: JsonObject): string =>
  shapeName(config, skeletons(contract, resource)[0] ?? {});

/** With some ETag, so that an update of it can be judged by its configuration alone. */
const versioned = (handle: ResourceHandle): ResourceHandle => ({
  ...handle,
  etag: handle.etag === '' ? 'any' : handle.etag,
});

/**
 * Configurations that each break a documented constraint and differ in their harmless member too, so that it shows if they
 * are stored; spread over all constraints, beginning with one that depends on the lane's seed.
 */
export async function brokenConfigs(lane: TestContext, handle: ResourceHandle, count: number): Promise<JsonObject[]> {
  const { resource } = handle;
  const update = operationOf(resource, 'update');
  const all = violations(lane.contract, resource);
  const found: JsonObject[] = [];
  const stride = Math.max(1, Math.floor(all.length / count));
  const first = Math.abs(lane.seed) % Math.max(1, all.length);
  for (let tried = 0; tried < all.length && found.length < count; tried++) {
    // Every so manieth one, then those between them.
    const place = (first + tried * stride + Math.floor((tried * stride) / all.length)) % all.length;
    const input = await resolveReferences(lane, update, configInput(resource, all[place]!), versioned(handle));
    const config = touched(resource, configSent(resource, input) as JsonObject, handle.config);
    if (lane.classify(update, { ...input, [configMember(resource)]: config }).answer === 'broken') found.push(config);
  }
  if (found.length === 0)
    throw new SkipError(`no broken configuration of ${resource.name} is known`, { hindrance: UNOBSERVED });
  return found;
}
