import { addressOf, configShown, operationOf } from '../../contracts/resource.ts';
import type { Contract, Resource } from '../../core/contract.ts';
import type { JsonObject } from '../../core/json.ts';
import type { ActiveRule } from '../../core/rule.ts';
import { RuleViolation, type Step, type TestContext } from '../../core/test-context.ts';
import { refused } from '../expect.ts';
import { settled } from '../settled.ts';
import { configDifference } from './config-difference.ts';
import { lifecycleRule } from './lifecycle-rule.ts';
import { asShown, originsOf, plainTrip } from './plain-trip.ts';
import { call, created, perform, type TrackedResource } from './tracked-resource.ts';
import { expectWorks } from './works.ts';

const ROUNDS = 3;
const AT_ONCE = 3;

/** Updates of several resources at once do not undo each other. */
export function othersKept(contract: Contract): ActiveRule {
  return lifecycleRule(contract, {
    id: 'lifecycle.concurrency.others-kept',
    evidence: 'documented',
    demands: 'concurrent updates of different resources must all be kept',
    on: ['update'],
    needs: ['read'],
    phases: ['concurrency'],
    async check(lane, resource) {
      const subjects: TrackedResource[] = [];
      for (let count = 0; count < AT_ONCE; count++) subjects.push(await created(lane, resource));
      if (!(await isKeptAlone(lane, resource, subjects[0]!))) return;
      for (let round = 0; round < ROUNDS; round++) await updateAll(lane, resource, subjects);
    },
  });
}

/** Where a read gives what it gave before, the update was lost. */
async function updateAll(lane: TestContext, resource: Resource, subjects: TrackedResource[]): Promise<void> {
  const update = operationOf(resource, 'update');
  const before: (string | undefined)[] = [];
  for (const tracked of subjects) before.push(configIn(resource, await readOf(lane, tracked)));
  const steps = await Promise.all(subjects.map((tracked) => change(lane, tracked)));
  for (const [index, tracked] of subjects.entries()) {
    const had = before[index];
    if (had === undefined || steps[index]!.outcome.kind !== 'response') continue;
    const calls = [...tracked.steps];
    const read = await readOf(lane, tracked, had);
    const got = configIn(resource, read);
    if (got === undefined) continue;
    lane.recordCheck(update);
    if (got !== had || (await looksTheSame(lane, tracked, had))) continue;
    throw new RuleViolation({
      operation: update,
      expected: `the configuration of the update of ${tracked.handle.id}, though others were updated at the same time`,
      actual: 'the configuration of before',
      steps: [...calls, ...steps.filter((step) => step !== steps[index]), read],
    });
  }
}

const change = (lane: TestContext, tracked: TrackedResource): Promise<Step> =>
  perform(lane, tracked, { kind: 'update', ifMatch: 'fresh', content: 'other' });

/** Whether a read shows an update by itself: where it does not, nothing is said of several. */
async function isKeptAlone(lane: TestContext, resource: Resource, tracked: TrackedResource): Promise<boolean> {
  const had = configIn(resource, await readOf(lane, tracked));
  const step = await change(lane, tracked);
  if (refused(step.outcome)) await expectWorks(lane, resource, 'update', { answer: step.outcome });
  if (had === undefined || step.outcome.kind !== 'response') return false;
  const got = configIn(resource, await readOf(lane, tracked, had));
  return got !== undefined && got !== had;
}

function configIn(resource: Resource, { outcome }: Step): string | undefined {
  const found = outcome.kind === 'response' ? configShown(resource, outcome.output) : undefined;
  return found === undefined ? undefined : JSON.stringify(found);
}

/** A read; where reads may be late, one that shows something else than before. */
async function readOf(lane: TestContext, { handle }: TrackedResource, had?: string): Promise<Step> {
  const read = operationOf(handle.resource, 'read');
  const look = (): Promise<Step> => call(lane, read, addressOf(handle.resource, handle.id));
  const isLate = (step: Step): true | undefined =>
    had !== undefined && configIn(handle.resource, step) === had ? true : undefined;
  return (await settled(lane, lane.timing.settleReads, read, look, isLate)).value;
}

/** Whether a read shows the present configuration as it showed the one before even where nothing else happens. */
async function looksTheSame(lane: TestContext, { handle }: TrackedResource, had: string): Promise<boolean> {
  const expected = asShown(await plainTrip(lane, originsOf(handle)[0]!, 'read'), handle.config);
  return configDifference(lane.contract, handle, JSON.parse(had) as JsonObject, expected) === undefined;
}
