import { addressOf, operationOf, timePath } from '../../contracts/resource.ts';
import type { Contract, Resource } from '../../core/contract.ts';
import type { Citation } from '../../core/evidence.ts';
import type { ActiveRule } from '../../core/rule.ts';
import { RuleViolation, type Step, type TestContext } from '../../core/test-context.ts';
import { CREATED } from '../../model/resource-state.ts';
import { sites } from '../../schema/site.ts';
import { wrongTime } from '../differences.ts';
import { refused } from '../expect.ts';
import { settled } from '../settled.ts';
import { lifecycleRule } from './lifecycle-rule.ts';
import { ownTime, unread } from './own-time.ts';
import { GRAIN_MS, hasParts, millisecondsOf as momentOf, timeOf } from './times.ts';
import { timesAdvanceRules } from './times-advance.ts';
import { call, created, perform, type TrackedResource, withSharedResource } from './tracked-resource.ts';

/** The time of the last change is a timestamp, stays while nothing changes, and that of a later change is no earlier. */
export function lastModifiedRules(contract: Contract): ActiveRule[] {
  const concerns = (resource: Resource): boolean => timePath(resource) !== undefined;
  return [
    lifecycleRule(contract, {
      id: 'lifecycle.last-modified.stays',
      evidence: 'documented',
      demands: 'LastModifiedTime must not change while nothing changes',
      on: ['read'],
      concerns,
      usesShared: true,
      citations: timesOf(contract),
      check: (lane, resource) =>
        withSharedResource(lane, resource, CREATED, (tracked) => twoReadsAgree(lane, resource, tracked)),
    }),
    lifecycleRule(contract, {
      id: 'lifecycle.last-modified.timestamp',
      evidence: 'documented',
      demands: 'LastModifiedTime must be a timestamp',
      on: ['create', 'read', 'update'],
      concerns,
      usesShared: true,
      async check(lane, resource) {
        for (const step of await story(lane, resource)) {
          const time = timeOf(resource, step);
          if (time === undefined) continue;
          lane.recordCheck(step.call.operation);
          if (Number.isNaN(momentOf(time))) {
            throw new RuleViolation({
              operation: step.call.operation,
              expected: 'a timestamp such as 2024-01-31T12:00:00Z',
              actual: JSON.stringify(time),
              differences: [wrongTime(resource, step.call.operation, time)],
              steps: [step],
            });
          }
        }
      },
    }),
    lifecycleRule(contract, {
      id: 'lifecycle.last-modified.never-goes-back',
      evidence: 'inferred',
      demands: 'LastModifiedTime must never go back',
      on: ['read', 'update'],
      concerns,
      usesShared: true,
      async check(lane, resource) {
        const steps = await story(lane, resource);
        for (const [index, step] of steps.entries()) {
          if (index === 0 || Number.isNaN(millisecondsOf(resource, step))) continue;
          lane.recordCheck(step.call.operation);
          const latest = latestOf(resource, steps.slice(0, index));
          if (isBefore(resource, step, latest)) {
            throw new RuleViolation({
              operation: step.call.operation,
              expected: `no time before ${new Date(latest).toISOString()}`,
              actual: String(timeOf(resource, step)),
              differences: [wrongTime(resource, step.call.operation, timeOf(resource, step))],
              steps: steps.slice(0, index + 1),
            });
          }
        }
      },
    }),
    ...timesAdvanceRules(contract, timesOf(contract)),
    ownTime(contract, timesOf(contract)),
  ];
}

/** Milliseconds between two reads: enough for a time that is told in whole seconds. */
const APART_MS = { parts: 20, whole: 1_100 };

/** Reads of one resource with no change in between give one time, however late they come. */
async function twoReadsAgree(lane: TestContext, resource: Resource, { handle }: TrackedResource): Promise<void> {
  const read = operationOf(resource, 'read');
  const reading = (): Promise<Step> => call(lane, read, addressOf(handle.resource, handle.id));
  const first = await settled(
    lane,
    lane.timing.settleReads,
    read,
    reading,
    ({ outcome }) => refused(outcome) || undefined,
  );
  if (refused(first.value.outcome)) throw unread(first.value);
  const time = timeOf(resource, first.value);
  if (time === undefined) return;
  // A time with parts of a second that is made anew for every read differs at once.
  await lane.timing.clock.wait(hasParts(time) ? APART_MS.parts : APART_MS.whole);
  const { value, wrong } = await settled(lane, lane.timing.settleReads, read, reading, (step) =>
    timeOf(resource, step) === time ? undefined : timeOf(resource, step),
  );
  if (timeOf(resource, value) === undefined) return;
  lane.recordCheck(read);
  if (wrong === undefined) return;
  const steps = [handle.made, first.value, value];
  throw new RuleViolation({
    operation: read,
    expected: `${time} as before, as nothing changed`,
    actual: wrong,
    differences: [wrongTime(resource, read, wrong)],
    steps,
  });
}

/** A create, a read, an update and a read where updates are implemented, which two rules look at. A read that is late has time to settle. */
const story = (lane: TestContext, resource: Resource): Promise<Step[]> =>
  lane.fixture(`times of ${resource.name}`, (own) => told(own, resource));

async function told(lane: TestContext, resource: Resource): Promise<Step[]> {
  const tracked = await created(lane, resource);
  const steps = [tracked.handle.made];
  const read = operationOf(resource, 'read');
  const reading = async (): Promise<void> => {
    const { value } = await settled(
      lane,
      lane.timing.settleReads,
      read,
      () => call(lane, read, addressOf(tracked.handle.resource, tracked.handle.id)),
      (step) => refused(step.outcome) || isBefore(resource, step, latestOf(resource, steps)) || undefined,
    );
    steps.push(value);
  };
  await reading();
  if (lane.absent(operationOf(resource, 'update'))) return steps;
  steps.push(await perform(lane, tracked, { kind: 'update', ifMatch: 'fresh', content: 'other' }));
  await reading();
  return steps;
}

const isBefore = (resource: Resource, step: Step, latest: number): boolean =>
  latest - millisecondsOf(resource, step) >= GRAIN_MS;

/** The latest time in the answers of some calls; minus infinity where none has one. */
const latestOf = (resource: Resource, steps: readonly Step[]): number =>
  Math.max(...steps.map((step) => millisecondsOf(resource, step)).filter((time) => !Number.isNaN(time)));

/** NaN where an answer has no time that can be read. */
const millisecondsOf = (resource: Resource, step: Step): number => momentOf(timeOf(resource, step));

/** What documents the time of the last change. */
function timesOf(contract: Contract): Citation[] {
  return Object.values(contract.resources).flatMap((resource) => {
    const path = timePath(resource)?.join('.');
    if (resource.minimal !== undefined || path === undefined) return [];
    const { output } = contract.operations[operationOf(resource, 'read')]!;
    const found = sites(contract, output ?? '').find((site) => site.path.join('.') === path);
    return found?.node.basis?.type?.citations ?? [];
  });
}
