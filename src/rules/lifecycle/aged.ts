import { operationOf } from '../../contracts/resource.ts';
import type { Resource } from '../../core/contract.ts';
import type { TestContext } from '../../core/test-context.ts';
import { digitsOf, timeOf } from './times.ts';
import { created, perform, type TrackedResource } from './tracked-resource.ts';

/** Milliseconds after which a later time differs, by the digits of the parts of a second that it is told in. */
const APART_MS = [1_100, 110, 30];

/** A wait after which a change has another time than the one given, as far as its form tells. */
export async function waitForAnotherTime(lane: TestContext, time: string | undefined): Promise<void> {
  if (time === undefined) return;
  await lane.timing.clock.wait(APART_MS[Math.min(digitsOf(time), 2)]!);
}

/** Two resources whose times differ: one that was updated a while after its create where it can be, and one that was created a while later. */
export async function aged(lane: TestContext, resource: Resource): Promise<[TrackedResource, TrackedResource]> {
  const first = await created(lane, resource);
  const born = timeOf(resource, first.handle.made);
  await waitForAnotherTime(lane, born);
  if (!lane.absent(operationOf(resource, 'update'))) {
    const update = await perform(lane, first, { kind: 'update', ifMatch: 'fresh', content: 'other' });
    await waitForAnotherTime(lane, timeOf(resource, update) ?? born);
  }
  return [first, await created(lane, resource)];
}
