import { operationOf, versionOf } from '../../contracts/resource.ts';
import type { Contract, Resource } from '../../core/contract.ts';
import type { ActiveRule } from '../../core/rule.ts';
import { RuleViolation, type Step, type TestContext } from '../../core/test-context.ts';
import { outcomeText, refused } from '../expect.ts';
import { handleOf, isFull, resolveReferences, startingInput } from '../resource-handle.ts';
import { interleave, schedulers } from './interleave.ts';
import { look } from './judge.ts';
import { claimsOf, expectShown } from './kept.ts';
import { lifecycleRule } from './lifecycle-rule.ts';
import { call, created, trackedFrom } from './tracked-resource.ts';
import { expectFrees } from './works.ts';

const ROUNDS = 2;
const CREATES = 4;

/** What becomes of creates that come at once, with each other or with a delete. */
export function createRacesRules(contract: Contract): ActiveRule[] {
  return [
    lifecycleRule(contract, {
      id: 'lifecycle.concurrency.ids',
      evidence: 'documented',
      demands: 'resources created concurrently must all exist, each with its own id',
      on: ['create'],
      needs: ['read'],
      phases: ['concurrency'],
      async check(lane, resource) {
        for (const scheduler of schedulers(lane, ROUNDS)) {
          const inputs = await Promise.all(Array.from({ length: CREATES }, () => fresh(lane, resource)));
          const steps = await atOnce(lane, scheduler, resource, inputs);
          const subjects = steps.flatMap(({ call: { input }, outcome }) => {
            const handle = handleOf(resource, input, outcome);
            return handle ? [trackedFrom(handle)] : [];
          });
          if (subjects.length < 2) continue;
          lane.recordCheck(operationOf(resource, 'create'));
          for (const [index, tracked] of subjects.entries()) {
            const twin = subjects.slice(0, index).find(({ handle }) => handle.id === tracked.handle.id);
            if (twin)
              throw broken(tracked.handle.made, 'another id', tracked.handle.id, [...twin.steps, ...tracked.steps]);
          }
          for (const tracked of subjects) await look(lane, tracked);
        }
      },
    }),
    lifecycleRule(contract, {
      id: 'lifecycle.concurrency.one-create-wins',
      evidence: 'documented',
      demands: 'of concurrent creates that claim the same unique value at most one must succeed',
      on: ['create'],
      phases: ['concurrency'],
      concerns: exclusive,
      errors: ({ alreadyExists }) => [alreadyExists],
      async check(lane, resource) {
        for (const scheduler of schedulers(lane, ROUNDS)) {
          const input = await fresh(lane, resource);
          const steps = await atOnce(lane, scheduler, resource, [input, input]);
          const succeeded = steps.filter(({ outcome }) => outcome.kind === 'response');
          if (succeeded.length === 0) continue;
          lane.recordCheck(operationOf(resource, 'create'));
          for (const step of succeeded) expectShown(lane, { resource }, step, claimsOf(resource));
          if (succeeded.length > 1)
            throw broken(succeeded[1]!, 'a refusal of one of the two', outcomeText(succeeded[1]!.outcome), succeeded);
        }
      },
    }),
    createDuringDelete(contract),
  ];
}

function createDuringDelete(contract: Contract): ActiveRule {
  return lifecycleRule(contract, {
    id: 'lifecycle.concurrency.create-during-delete',
    evidence: 'documented',
    demands: 'a create concurrent with the delete that unblocks it must succeed or leave nothing behind',
    on: ['create'],
    needs: ['delete', 'read'],
    phases: ['concurrency'],
    concerns: exclusive,
    async check(lane, resource) {
      for (const scheduler of schedulers(lane, ROUNDS)) {
        const { handle } = await created(lane, resource);
        const { input } = handle.made.call;
        const [removal, creation] = (await interleave(lane, scheduler, [
          (turn) => turn(() => call(lane, operationOf(resource, 'delete'), versionOf(resource, handle))),
          (turn) => turn(() => call(lane, operationOf(resource, 'create'), input)),
        ])) as [Step, Step];
        if (removal.outcome.kind !== 'response') continue;
        const before = [handle.made, removal];
        const made = handleOf(resource, input, creation.outcome);
        lane.recordCheck(operationOf(resource, 'create'));
        if (made) {
          await look(lane, trackedFrom(made), { before: [...before, creation] });
        } else if (refused(creation.outcome)) {
          const second = await call(lane, operationOf(resource, 'create'), input);
          if (!refused(second.outcome) || isFull(resource, second.outcome)) continue;
          await expectFrees(lane, resource);
          throw broken(second, 'success', outcomeText(second.outcome), [...before, creation, second]);
        }
      }
    },
  });
}

/** Whether a resource claims something that no other may have. */
const exclusive = ({ dependsOn, unique }: Resource): boolean =>
  dependsOn?.some((one) => one.exclusive) === true || (unique ?? []).length > 0;

/** A simple request with names and unique values of its own. */
function fresh(lane: TestContext, resource: Resource): Promise<Step['call']['input']> {
  return resolveReferences(lane, operationOf(resource, 'create'), startingInput(lane, resource));
}

function atOnce(
  lane: TestContext,
  scheduler: Parameters<typeof interleave>[1],
  resource: Resource,
  inputs: Step['call']['input'][],
): Promise<Step[]> {
  return interleave(
    lane,
    scheduler,
    inputs.map((input) => (turn) => turn(() => call(lane, operationOf(resource, 'create'), input))),
  );
}

function broken({ call: { operation } }: Step, expected: string, actual: string, steps: Step[]): RuleViolation {
  return new RuleViolation({ operation, expected, actual, steps });
}
