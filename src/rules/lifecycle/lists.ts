import { listedConfigPath } from '../../contracts/listing.ts';
import { configInput, operationOf } from '../../contracts/resource.ts';
import type { Contract, Resource } from '../../core/contract.ts';
import type { ActiveRule } from '../../core/rule.ts';
import type { TestContext } from '../../core/test-context.ts';
import { CREATED, GONE, type ResourceState, UPDATED } from '../../model/resource-state.ts';
import { skeletons } from '../configs.ts';
import { outcomeText } from '../expect.ts';
import { stepFailed } from '../hindered.ts';
import { settled } from '../settled.ts';
import { lifecycleRule } from './lifecycle-rule.ts';
import { expectListed } from './listed.ts';
import { expectListing, listing, presence } from './listing.ts';
import { created, perform, type TrackedResource, withSharedResource } from './tracked-resource.ts';

interface Row {
  id: string;
  demands: string;
  in: ResourceState;
}

/** What a listing shows of what. */
const ROWS: Row[] = [
  { id: 'lifecycle.list.after-create', demands: 'a created resource must be listed exactly once', in: CREATED },
  { id: 'lifecycle.list.after-update', demands: 'a list after an update must show the new configuration', in: UPDATED },
  { id: 'lifecycle.list.after-delete', demands: 'a deleted resource must not be listed', in: GONE },
];

/** What was listed and then deleted: that it is not listed says something only then. Throws SkipError where it never was. */
async function deletedOnceListed(lane: TestContext, resource: Resource): Promise<TrackedResource> {
  const tracked = await created(lane, resource);
  const look = () => listing(lane, resource);
  const { value, wrong } = await settled(lane, lane.timing.settle, operationOf(resource, 'list')!, look, (seen) =>
    presence(seen, tracked),
  );
  if (wrong) throw stepFailed(lane, wrong.text, value.pages, { seenBy: ['lifecycle.list.after-create'] });
  const step = await perform(lane, tracked, { kind: 'delete', ifMatch: 'fresh' });
  if (step.outcome.kind !== 'response')
    throw stepFailed(lane, `${step.call.operation}: ${outcomeText(step.outcome)}`, [...tracked.steps, step], {
      demandedBy: 'lifecycle.delete.accepts-fresh-if-match',
    });
  return tracked;
}

/** A rule for each row, and one on every member of a configuration. Only resources of this run are looked at. */
export function listsRules(contract: Contract): ActiveRule[] {
  const shows = ROWS.map(({ id, demands, in: state }) =>
    lifecycleRule(contract, {
      id,
      demands,
      evidence: 'documented',
      on: ['list'],
      ...(state === CREATED ? {} : { usesShared: true }),
      async check(lane, resource) {
        const look = async (tracked: TrackedResource): Promise<void> => {
          if (state === UPDATED) await expectListed(lane, [tracked], { expected: demands, against: 'answer' });
          else await expectListing(lane, resource, { expected: demands }, (listing) => presence(listing, tracked));
        };
        // What was created last is what a listing misses first.
        if (state === CREATED) await look(await created(lane, resource));
        else if (state === GONE) await look(await deletedOnceListed(lane, resource));
        else await withSharedResource(lane, resource, state, look);
      },
    }),
  );
  const echoes = lifecycleRule(contract, {
    id: 'lifecycle.list.echoes',
    demands: 'a list must return what was sent',
    evidence: 'documented',
    on: ['list'],
    usesShared: true,
    concerns: (resource) => listedConfigPath(resource) !== undefined,
    async check(lane, resource) {
      const subjects: TrackedResource[] = [];
      for (const config of skeletons(contract, resource))
        subjects.push(await created(lane, resource, configInput(resource, config)));
      await expectListed(lane, subjects, { expected: 'what was sent', against: 'answer' });
    },
  });
  return [...shows, echoes];
}
