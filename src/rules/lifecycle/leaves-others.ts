import { addressOf, configInput, configShown, operationOf } from '../../contracts/resource.ts';
import type { Contract, Resource } from '../../core/contract.ts';
import type { JsonObject } from '../../core/json.ts';
import type { ActiveRule } from '../../core/rule.ts';
import type { TestContext } from '../../core/test-context.ts';
import type { Action } from '../../model/action.ts';
import { formOf, skeletons, touched } from '../configs.ts';
import { type Held, hold } from '../held.ts';
import { stepFailed } from '../hindered.ts';
import { prepared } from '../preparation.ts';
import { settled } from '../settled.ts';
import { look } from './judge.ts';
import { lifecycleRule } from './lifecycle-rule.ts';
import { call, created, perform, type Subject, subjectOf } from './subject.ts';
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
        const oldest = kind === 'update' ? await hold(lane, resource) : undefined;
        // The younger and the older: a server may mistake one for the other.
        for (const youngest of kind === 'create' ? [true] : [true, false]) {
          const [first, second] = await two(lane, resource, kind === 'delete');
          const [changed, other] = youngest ? [second, first] : [first, second];
          const before = [...first.steps, ...second.steps];
          const elder = oldest && (await asItIs(lane, oldest));
          if (kind !== 'create') {
            const was = await asItIs(lane, changed.held);
            const write: Action =
              kind === 'update' ? { kind, ifMatch: 'fresh', content: 'other' } : { kind, ifMatch: 'fresh' };
            const step = await perform(lane, changed, write);
            if (step.outcome.kind !== 'response') throw stepFailed(lane, refusalText(step), [...before, step]);
            before.push(step);
            await expectEffect(lane, changed.held, was, kind);
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
  held: Held,
  was: Subject | undefined,
  kind: 'update' | 'delete',
): Promise<void> {
  const { resource } = held;
  const read = operationOf(resource, 'read');
  const { value, wrong } = await settled(
    lane,
    lane.settleReads,
    read,
    () => call(lane, read, addressOf(resource, held.id)),
    ({ outcome }) => {
      if (outcome.kind !== 'response') return undefined;
      const same = JSON.stringify(configShown(resource, outcome.output)) === JSON.stringify(was?.held.config);
      return kind === 'delete' || same ? 'no effect' : undefined;
    },
  );
  if (wrong === undefined) return;
  const seenBy = kind === 'update' ? ['lifecycle.read.after-update'] : ['lifecycle.read.deleted'];
  throw stepFailed(lane, `an accepted ${kind} had no effect on ${held.id}`, [held.made, value], { seenBy });
}

/** A resource as a read shows it now. */
async function asItIs(lane: TestContext, held: Held): Promise<Subject | undefined> {
  const { resource } = held;
  const { outcome } = await call(lane, operationOf(resource, 'read'), addressOf(resource, held.id));
  if (outcome.kind !== 'response') return undefined;
  const config = configShown(resource, outcome.output) as JsonObject | undefined;
  return config && subjectOf({ ...held, config, etag: '' });
}

/** Two resources that differ in as much as possible, on demand in their harmless member too. */
async function two(lane: TestContext, resource: Resource, touching: boolean): Promise<[Subject, Subject]> {
  const [small, ...others] = skeletons(lane.contract, resource) as [JsonObject, ...JsonObject[]];
  const one = async (config: JsonObject): Promise<Subject> => created(lane, resource, configInput(resource, config));
  const larger = others.length > 0 ? others.toReversed() : [small];
  const ways = larger.map((config) => ({
    name: formOf(lane, resource, config),
    make: () => one(touching ? touched(resource, config, small) : config),
  }));
  return [await one(small), await prepared(lane, `a ${resource.name} that differs from the smallest`, ways)];
}
