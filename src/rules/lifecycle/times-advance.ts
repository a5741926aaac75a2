import { addressOf, operationOf, timePath } from '../../contracts/resource.ts';
import type { Contract, Resource } from '../../core/contract.ts';
import type { Citation } from '../../core/evidence.ts';
import type { ActiveRule } from '../../core/rule.ts';
import { RuleViolation, type Step, type TestContext } from '../../core/test-context.ts';
import { CREATED } from '../../model/resource-state.ts';
import { wrongTime } from '../differences.ts';
import { refused } from '../expect.ts';
import { settled } from '../settled.ts';
import { waitForAnotherTime } from './aged.ts';
import { lifecycleRule } from './lifecycle-rule.ts';
import { GRAIN_MS, millisecondsOf, timeOf } from './times.ts';
import { call, created, perform, type TrackedResource, withSharedResource } from './tracked-resource.ts';
import { expectWorks } from './works.ts';

/** Milliseconds between the time that a create tells and the clock, beyond which the two do not speak of one moment. */
const TOLERANCE_MS = 10 * 60_000;

/** Milliseconds after which a time differs in every form that is in use. */
const SECOND_MS = 1_100;

/** The time of the last change is that of the last change. */
export function timesAdvanceRules(contract: Contract, citations: Citation[]): ActiveRule[] {
  const concerns = (resource: Resource): boolean => timePath(resource) !== undefined;
  return [
    lifecycleRule(contract, {
      id: 'lifecycle.last-modified.advances',
      evidence: 'documented',
      demands: 'an update that changes something must set LastModifiedTime to a later time',
      on: ['update'],
      concerns,
      citations,
      check: advances,
    }),
    lifecycleRule(contract, {
      id: 'lifecycle.last-modified.agrees',
      evidence: 'documented',
      demands: "a read after a create must return the create's LastModifiedTime",
      on: ['read'],
      concerns,
      citations,
      usesShared: true,
      check: (lane, resource) =>
        withSharedResource(lane, resource, CREATED, (tracked) => agrees(lane, resource, tracked)),
    }),
    lifecycleRule(contract, {
      id: 'lifecycle.last-modified.is-now',
      evidence: 'inferred',
      demands: 'the LastModifiedTime of a create must be the time of the create',
      on: ['create'],
      concerns,
      citations,
      usesShared: true,
      check: (lane, resource) =>
        withSharedResource(lane, resource, CREATED, async ({ handle }) => isNow(lane, resource, handle.made)),
    }),
  ];
}

/** Updates a while after the create; where that was too short for the form of the time, once more after a whole second. */
async function advances(lane: TestContext, resource: Resource): Promise<void> {
  const tracked = await created(lane, resource);
  const born = timeOf(resource, tracked.handle.made);
  if (born === undefined || Number.isNaN(millisecondsOf(born))) return;
  for (const last of [false, true]) {
    if (last) await lane.timing.clock.wait(SECOND_MS);
    else await waitForAnotherTime(lane, born);
    const step = await perform(lane, tracked, { kind: 'update', ifMatch: 'fresh', content: 'other' });
    const shown = timeOf(resource, step);
    if (refused(step.outcome)) await expectWorks(lane, resource, 'update', { answer: step.outcome });
    if (step.outcome.kind !== 'response' || shown === undefined) return;
    const read = await readOf(lane, tracked, (time) => time !== undefined && isLater(time, born));
    const time = timeOf(resource, read);
    if (!last && (!isLater(shown, born) || !isLater(time, born))) continue;
    lane.recordCheck(step.call.operation);
    for (const [seen, where] of [
      [shown, step],
      [time, read],
    ] as const) {
      if (seen === undefined || Number.isNaN(millisecondsOf(seen)) || isLater(seen, born)) continue;
      throw new RuleViolation({
        operation: step.call.operation,
        expected: `a LastModifiedTime after ${born}, when the resource was created`,
        actual: `LastModifiedTime ${seen}${where === step ? '' : ' when read'}`,
        differences: [wrongTime(resource, step.call.operation, seen)],
        steps: [...tracked.steps, ...(where === step ? [] : [read])],
      });
    }
    return;
  }
}

const isLater = (time: string | undefined, than: string): boolean => millisecondsOf(time) > millisecondsOf(than);

async function agrees(lane: TestContext, resource: Resource, tracked: TrackedResource): Promise<void> {
  const { made } = tracked.handle;
  // A create whose time was read tells none of its own.
  if (made.outcome.kind === 'response' && made.outcome.standIn) return;
  const born = timeOf(resource, made);
  const created = millisecondsOf(born);
  if (Number.isNaN(created)) return;
  const read = await readOf(lane, tracked, (time) => isSame(time, created));
  const time = timeOf(resource, read);
  if (Number.isNaN(millisecondsOf(time))) return;
  lane.recordCheck(read.call.operation);
  if (isSame(time, created)) return;
  throw new RuleViolation({
    operation: read.call.operation,
    expected: `LastModifiedTime ${born}, as the create gave it`,
    actual: `LastModifiedTime ${time}`,
    differences: [wrongTime(resource, read.call.operation, time)],
    steps: [made, read],
  });
}

const isSame = (time: string | undefined, created: number): boolean =>
  Math.abs(millisecondsOf(time) - created) < GRAIN_MS;

function isNow(lane: TestContext, resource: Resource, made: Step): void {
  const { outcome, call: sent } = made;
  const time = millisecondsOf(timeOf(resource, made));
  const date = outcome.kind === 'response' ? Date.parse(outcome.headers.date ?? '') : Number.NaN;
  // The clock of the answer's Date header is the server's own; a target in this process has ours.
  const now = Number.isNaN(date) && lane.inProcess ? Date.now() : date;
  if (Number.isNaN(time) || Number.isNaN(now)) return;
  lane.recordCheck(sent.operation);
  if (Math.abs(time - now) < TOLERANCE_MS) return;
  throw new RuleViolation({
    operation: sent.operation,
    expected: `a LastModifiedTime near ${new Date(now).toISOString()}, the time of the answer`,
    actual: `LastModifiedTime ${timeOf(resource, made)}`,
    differences: [wrongTime(resource, sent.operation, timeOf(resource, made))],
    steps: [made],
  });
}

/** A read of a resource, repeated where reads may be late. */
async function readOf(
  lane: TestContext,
  { handle }: TrackedResource,
  due: (time: string | undefined) => boolean,
): Promise<Step> {
  const read = operationOf(handle.resource, 'read');
  const look = (): Promise<Step> => call(lane, read, addressOf(handle.resource, handle.id));
  const late = (step: Step): true | undefined => (due(timeOf(handle.resource, step)) ? undefined : true);
  return (await settled(lane, lane.timing.settleReads, read, look, late)).value;
}
