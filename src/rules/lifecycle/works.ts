import { operationOf } from '../../contracts/resource.ts';
import type { Resource } from '../../core/contract.ts';
import type { JsonObject } from '../../core/json.ts';
import { SkipError, type Step, type TestContext } from '../../core/test-context.ts';
import { LEAVES } from '../basics.ts';
import { skeletons, touched } from '../configs.ts';
import { outcomeText, refused } from '../expect.ts';
import { foundElsewhere } from '../hindered.ts';
import { createResource, handleOf, release } from '../resource-handle.ts';
import { plainTrip } from './plain-trip.ts';

type Verb = 'update' | 'delete';

/** The rule that demands that supported updates succeed. */
export const ACCEPTS_UPDATE = 'lifecycle.update.accepts-supported';

/** That a supported call was refused, in words. */
export function refusalText({ call: { operation }, outcome }: Step): string {
  return `${operation} refuses a supported request: ${outcomeText(outcome)}`;
}

/**
 * The refusal where a resource of its own, to which nothing else happens, can't be updated or deleted; undefined where it
 * can be, or where none can be made. Asked once for all rules that share a state.
 */
export async function refusalOf(
  lane: TestContext,
  resource: Resource,
  verb: Verb,
  updates = 1,
): Promise<Step | undefined> {
  const [config] = skeletons(lane.contract, resource) as [JsonObject];
  const other = touched(resource, config, config);
  const past = updates > 1 ? [config, other] : [other];
  try {
    const { step } =
      verb === 'delete'
        ? await plainTrip(lane, { resource, config }, 'read', 'gone')
        : await plainTrip(lane, { resource, config, past }, 'answer');
    return step.call.operation === operationOf(resource, verb) && refused(step.outcome) ? step : undefined;
  } catch (error) {
    if (error instanceof SkipError) return undefined;
    throw error;
  }
}

/**
 * Throws SkipError where the target refuses every update (delete) of such a resource, in the way of the given answer if there
 * is one: that is a finding of the rules which say that it succeeds. With `again` it may be the second update.
 */
export async function expectWorks(
  lane: TestContext,
  resource: Resource,
  verb: Verb,
  { answer, again = false }: { answer?: Step['outcome']; again?: boolean } = {},
): Promise<void> {
  const refusal =
    (await refusalOf(lane, resource, verb)) ??
    (again && verb === 'update' ? await refusalOf(lane, resource, verb, 2) : undefined);
  if (refusal && (!answer || outcomeText(answer) === outcomeText(refusal.outcome)))
    throw foundElsewhere(refusalText(refusal), operationOf(resource, verb), [
      `lifecycle.${verb}.accepts-fresh-if-match`,
      `lifecycle.${verb}.accepts-supported`,
    ]);
}

/** Throws SkipError where a resource can still be read after a plain delete. */
export async function expectDeletes(lane: TestContext, resource: Resource): Promise<void> {
  const [config] = skeletons(lane.contract, resource) as [JsonObject];
  const { step } = await plainTrip(lane, { resource, config }, 'read', 'gone');
  if (step.call.operation === operationOf(resource, 'read') && step.outcome.kind === 'response')
    throw foundElsewhere(`${operationOf(resource, 'delete')} deletes nothing`, operationOf(resource, 'read'), [
      'lifecycle.read.deleted',
    ]);
}

/** Throws SkipError where the request that made a deleted resource is refused once it is gone. */
export async function expectFrees(lane: TestContext, resource: Resource): Promise<void> {
  const handle = await createResource(lane, resource);
  await release(lane, handle);
  const { operation, input } = handle.made.call;
  const again = await lane.send(operation, input);
  if (refused(again))
    throw foundElsewhere(
      `${operation} is refused once what it made is deleted: ${outcomeText(again)}`,
      operation,
      LEAVES,
    );
  const second = handleOf(resource, input, again);
  if (second) await release(lane, second);
}
