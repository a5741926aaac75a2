import { addressOf, operationOf, timePath } from '../../contracts/resource.ts';
import type { Contract, Resource } from '../../core/contract.ts';
import type { Citation } from '../../core/evidence.ts';
import type { ActiveRule } from '../../core/rule.ts';
import { RuleViolation, type SkipError, type Step, type TestContext } from '../../core/test-context.ts';
import { wrongTime } from '../differences.ts';
import { outcomeText, refused } from '../expect.ts';
import { blockedBy } from '../hindered.ts';
import { settled } from '../settled.ts';
import { waitForAnotherTime } from './aged.ts';
import { lifecycleRule } from './lifecycle-rule.ts';
import { millisecondsOf, sameMoment, timeOf } from './times.ts';
import { call, created, perform, type TrackedResource } from './tracked-resource.ts';

/** Neither the change of another resource nor a refused change sets the time of the last change. */
export function ownTime(contract: Contract, citations: Citation[]): ActiveRule {
  return lifecycleRule(contract, {
    id: 'lifecycle.last-modified.own',
    evidence: 'documented',
    demands: 'LastModifiedTime changes with no other resource, and with no update that must be refused',
    on: ['read'],
    needs: ['update'],
    concerns: (resource) => timePath(resource) !== undefined,
    citations,
    check: (lane, resource) => check(lane, resource),
  });
}

async function check(lane: TestContext, resource: Resource): Promise<void> {
  const read = operationOf(resource, 'read');
  const tracked = await created(lane, resource);
  const other = await created(lane, resource);
  const look = (): Promise<Step> => call(lane, read, addressOf(tracked.handle.resource, tracked.handle.id));
  const isMissing = (step: Step): true | undefined => (timeOf(resource, step) === undefined ? true : undefined);
  const { value: first } = await settled(lane, lane.timing.settleReads, read, look, isMissing);
  if (refused(first.outcome)) throw unread(first);
  const time = timeOf(resource, first);
  if (time === undefined || Number.isNaN(millisecondsOf(time))) return;
  await waitForAnotherTime(lane, time);
  const { steps, what } = await changesBeside(lane, resource, tracked, other);
  // An update without If-Match that is accepted is a matter of another rule.
  if (steps[1]?.outcome.kind === 'response') return;
  const differs = (step: Step): true | undefined => (sameMoment(timeOf(resource, step), time) ? undefined : true);
  const { value: last, wrong } = await settled(lane, lane.timing.settleReads, read, look, differs);
  if (timeOf(resource, last) === undefined) return;
  lane.recordCheck(read);
  if (!wrong) return;
  throw new RuleViolation({
    operation: read,
    expected: `LastModifiedTime ${time} as before: ${what}`,
    actual: `LastModifiedTime ${timeOf(resource, last)}`,
    differences: [wrongTime(resource, read, timeOf(resource, last))],
    steps: [tracked.handle.made, ...steps, last],
  });
}

/** A resource that was only created can't be read. */
export const unread = (step: Step): SkipError =>
  blockedBy(`${step.call.operation}: ${outcomeText(step.outcome)}`, step, ['lifecycle.read.after-create']);

/** An update of another resource and a refused one of this; a create of another where updates are absent. */
async function changesBeside(
  lane: TestContext,
  resource: Resource,
  tracked: TrackedResource,
  other: TrackedResource,
): Promise<{ steps: Step[]; what: string }> {
  if (lane.absent(operationOf(resource, 'update')))
    return { steps: [(await created(lane, resource)).handle.made], what: 'another resource was created' };
  const steps = [
    await perform(lane, other, { kind: 'update', ifMatch: 'fresh', content: 'other' }),
    await perform(lane, tracked, { kind: 'update', ifMatch: 'missing', content: 'other' }),
  ];
  return { steps, what: 'another resource was updated, and an update of this one was refused' };
}
