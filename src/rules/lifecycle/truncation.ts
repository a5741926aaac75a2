import { maxItemsMember, nextMarkerPath, truncatedPath } from '../../contracts/listing.ts';
import { operationOf } from '../../contracts/resource.ts';
import type { Contract, Resource } from '../../core/contract.ts';
import type { Difference } from '../../core/difference.ts';
import type { Citation } from '../../core/evidence.ts';
import type { Json } from '../../core/json.ts';
import { valueAt } from '../../core/path.ts';
import type { ActiveRule } from '../../core/rule.ts';
import { RuleViolation, type Step, type TestContext } from '../../core/test-context.ts';
import { sites } from '../../schema/site.ts';
import { besideItemsDifference, tooManyItems } from '../differences.ts';
import { stepFailed } from '../hindered.ts';
import { settled } from '../settled.ts';
import { lifecycleRule } from './lifecycle-rule.ts';
import { itemsOf, listing, nextMarkerOf, page } from './listing.ts';
import { created } from './tracked-resource.ts';

/** A listing says whether more is left. */
export function truncationRule(contract: Contract): ActiveRule {
  const concerns = (resource: Resource): boolean => truncatedPath(resource) !== undefined;
  return lifecycleRule(contract, {
    id: 'lifecycle.list.is-truncated',
    evidence: 'documented',
    demands: 'IsTruncated must be true, with a NextMarker, while more items are left, and false at the end',
    on: ['list'],
    concerns,
    usesShared: true,
    citations: Object.values(contract.resources)
      .filter(concerns)
      .flatMap((one) => flagCitations(contract, one)),
    async check(lane, resource) {
      const made = [await created(lane, resource), await created(lane, resource)];
      await expectTruncation(
        lane,
        resource,
        made.map(({ handle }) => handle.made),
      );
    },
  });
}

/** What documents the flag. */
export function flagCitations(contract: Contract, resource: Resource): Citation[] {
  const operation = contract.operations[operationOf(resource, 'list')!]!;
  const place = truncatedPath(resource)!.join('.');
  const flag = sites(contract, operation.output!).find(({ path }) => path.join('.') === place);
  return flag?.node.basis?.type?.citations ?? operation.basis.citations;
}

/** Holds the last page, and a first page of one, against what is known to exist: two resources at least. Throws RuleViolation. */
export async function expectTruncation(lane: TestContext, resource: Resource, before: Step[]): Promise<void> {
  const operation = operationOf(resource, 'list')!;
  const look = async (): Promise<Pages> => {
    const { pages, items, circular } = await listing(lane, resource);
    return {
      last: circular ? undefined : pages.at(-1)!,
      total: items.length,
      first: await page(lane, resource, { [maxItemsMember(resource)]: 1 }),
    };
  };
  const { value, wrong } = await settled(lane, lane.timing.settle, operation, look, (pages) =>
    wrongIn(resource, pages),
  );
  if (!wrong && !isPart(resource, value))
    throw stepFailed(lane, `${operation} shows ${value.total} of the resources that were created`, [value.first], {
      seenBy: ['lifecycle.list.after-create'],
    });
  lane.recordCheck(operation);
  if (wrong) throw new RuleViolation({ operation, ...wrong, steps: [...before, ...wrong.steps] });
}

interface Pages {
  last: Step | undefined;
  first: Step;
  total: number;
}

/** Whether the first page holds a part of what there is, so that it must be truncated. */
const isPart = (resource: Resource, { first, total }: Pages): boolean =>
  total >= 2 && itemsOf(resource, first).length > 0;

function wrongIn(
  resource: Resource,
  { last, first, total }: Pages,
): { expected: string; actual: string; differences: Difference[]; steps: Step[] } | undefined {
  const { operation } = first.call;
  const member = String(truncatedPath(resource)!.at(-1));
  const isFlag = (due: boolean, got: Json | undefined): Difference[] => [
    besideItemsDifference(operation, member, due, got),
  ];
  const flag = ({ outcome }: Step): Json | undefined =>
    outcome.kind === 'response' ? valueAt(outcome.output, truncatedPath(resource)!) : undefined;
  if (last && flag(last) === true)
    return {
      expected: 'IsTruncated false on the last page, which has no NextMarker',
      actual: 'IsTruncated true',
      differences: isFlag(false, true),
      steps: [last],
    };
  if (!isPart(resource, { last, first, total })) return undefined;
  const { length } = itemsOf(resource, first);
  if (length > 1)
    return {
      expected: 'at most 1 item',
      actual: `${length} items`,
      differences: [tooManyItems(operation, 1, length)],
      steps: [first],
    };
  const steps = [...(last ? [last] : []), first];
  const got = flag(first);
  if (got !== true)
    return {
      expected: `IsTruncated true: there are ${total} to list`,
      actual: `IsTruncated ${got}`,
      differences: isFlag(true, got),
      steps,
    };
  if (nextMarkerOf(resource, first) !== undefined) return undefined;
  return {
    expected: 'a NextMarker, as IsTruncated is true',
    actual: 'no NextMarker',
    differences: [besideItemsDifference(operation, String(nextMarkerPath(resource).at(-1)), undefined, undefined)],
    steps,
  };
}
