import { addressOf, configInput, configShown, operationOf } from '../../contracts/resource.ts';
import type { Contract, Resource } from '../../core/contract.ts';
import type { JsonObject } from '../../core/json.ts';
import type { ResourceHandle } from '../../core/resource-handle.ts';
import type { ActiveRule } from '../../core/rule.ts';
import type { TestContext } from '../../core/test-context.ts';
import type { Action } from '../../model/action.ts';
import { formOf, skeletons, touched } from '../configs.ts';
import { stepFailed } from '../hindered.ts';
import { prepared } from '../preparation.ts';
import { createResource } from '../resource-handle.ts';
import { settled } from '../settled.ts';
import { look } from './judge.ts';
import { lifecycleRule } from './lifecycle-rule.ts';
import { call, created, perform, type TrackedResource, trackedFrom } from './tracked-resource.ts';
import { refusalText } from './works.ts';

/** What happens to one resource never shows in another: a rule each for create, update and delete. */
export function leavesOthersRules(contract: Contract): ActiveRule[] {
  return (['create', 'update', 'delete'] as const).map((kind) =>
    lifecycleRule(contract, {
      id: `lifecycle.${kind}.leaves-others`,
      evidence: 'documented',
      demands: `${kind === 'update' ? 'an' : 'a'} ${kind} must not change any other resource`,
      on: [kind],
      needs: ['read'],
      async check(lane, resource) {
        const oldest = kind === 'update' ? await createResource(lane, resource) : undefined;
        // The younger and the older: a server may mistake one for the other.
        for (const youngest of kind === 'create' ? [true] : [true, false]) {
          const [first, second] = await two(lane, resource, kind === 'delete');
          const [changed, other] = youngest ? [second, first] : [first, second];
          const before = [...first.steps, ...second.steps];
          const elder = oldest && (await asItIs(lane, oldest));
          if (kind !== 'create') {
            const was = await asItIs(lane, changed.handle);
            const write: Action =
              kind === 'update' ? { kind, ifMatch: 'fresh', content: 'other' } : { kind, ifMatch: 'fresh' };
            const step = await perform(lane, changed, write);
            if (step.outcome.kind !== 'response') throw stepFailed(lane, refusalText(step), [...before, step]);
            before.push(step);
            await expectEffect(lane, changed.handle, was, kind);
          }
          lane.recordCheck(operationOf(resource, kind));
          const expected = 'what was there before the other resource changed';
          await look(lane, other, { before, expected });
          if (operationOf(resource, 'readConfig')) await look(lane, other, { before, expected, with: 'readConfig' });
          if (elder)
            await look(lane, elder, {
              before: [...elder.steps, ...changed.steps, ...before.slice(-1)],
              expected,
              against: 'earlier',
            });
        }
      },
    }),
  );
}

/** Throws SkipError where an accepted write does not show even in the resource that it was sent for. */
async function expectEffect(
  lane: TestContext,
  handle: ResourceHandle,
  was: TrackedResource | undefined,
  kind: 'update' | 'delete',
): Promise<void> {
  const { resource } = handle;
  const read = operationOf(resource, 'read');
  const { value, wrong } = await settled(
    lane,
    lane.timing.settleReads,
    read,
    () => call(lane, read, addressOf(resource, handle.id)),
    ({ outcome }) => {
      if (outcome.kind !== 'response') return undefined;
      const same = JSON.stringify(configShown(resource, outcome.output)) === JSON.stringify(was?.handle.config);
      return kind === 'delete' || same ? 'no effect' : undefined;
    },
  );
  if (wrong === undefined) return;
  const seenBy = kind === 'update' ? ['lifecycle.read.after-update'] : ['lifecycle.read.deleted'];
  throw stepFailed(lane, `an accepted ${kind} had no effect on ${handle.id}`, [handle.made, value], { seenBy });
}

/** A resource as a read shows it now. */
async function asItIs(lane: TestContext, handle: ResourceHandle): Promise<TrackedResource | undefined> {
  const { resource } = handle;
  const { outcome } = await call(lane, operationOf(resource, 'read'), addressOf(resource, handle.id));
  if (outcome.kind !== 'response') return undefined;
  const config = configShown(resource, outcome.output) as JsonObject | undefined;
  return config && trackedFrom({ ...handle, config, etag: '' });
}

/** Two resources that differ in as much as possible, on demand in their harmless member too. */
async function two(
  lane: TestContext,
  resource: Resource,
  touching: boolean,
): Promise<[TrackedResource, TrackedResource]> {
  const [small, ...others] = skeletons(lane.contract, resource) as [JsonObject, ...JsonObject[]];
  const one = async (config: JsonObject): Promise<TrackedResource> =>
    created(lane, resource, configInput(resource, config));
  const larger = others.length > 0 ? others.toReversed() : [small];
  const ways = larger.map((config) => ({
    name: formOf(lane, resource, config),
    make: () => one(touching ? touched(resource, config, small) : config),
  }));
  return [await one(small), await prepared(lane, `a ${resource.name} that differs from the smallest`, ways)];
}
