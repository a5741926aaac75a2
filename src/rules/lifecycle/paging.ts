import {
  besideItems,
  listedId,
  maxItemsMember,
  pageInput,
  quantityCounts,
  quantityPath,
} from '../../contracts/listing.ts';
import { operationOf } from '../../contracts/resource.ts';
import type { Contract, Resource } from '../../core/contract.ts';
import type { Difference } from '../../core/difference.ts';
import type { Json, Path } from '../../core/json.ts';
import { valueAt } from '../../core/path.ts';
import type { ActiveRule } from '../../core/rule.ts';
import { RuleViolation, type SkipError, type Step, type TestContext } from '../../core/test-context.ts';
import { resolve } from '../../schema/site.ts';
import { besideItemsDifference, itemsDifference, tooManyItems } from '../differences.ts';
import { stepFailed } from '../hindered.ts';
import { settled } from '../settled.ts';
import { lifecycleRule } from './lifecycle-rule.ts';
import { expectListing, itemsOf, type Listing, nextMarkerOf, page, type WrongListing } from './listing.ts';
import { created, type TrackedResource } from './tracked-resource.ts';

/** Pages that an account is walked in, about. */
const PAGES = 6;

/** How listings come in pages, and how they count. */
export function pagingRules(contract: Contract): ActiveRule[] {
  return [
    lifecycleRule(contract, {
      id: 'lifecycle.list.respects-max-items',
      evidence: 'documented',
      demands: 'a page must not hold more than MaxItems items',
      on: ['list'],
      usesShared: true,
      async check(lane, resource) {
        const steps = (await two(lane, resource)).flatMap((tracked) => tracked.steps);
        const step = await page(lane, resource, { [maxItemsMember(resource)]: 1 });
        const { length } = itemsOf(resource, step);
        // A page that is not full shows no limit, unless there is more than it holds.
        if (length <= 1) await expectMore(lane, resource, length);
        lane.recordCheck(step.call.operation);
        if (length > 1)
          broken(step, 'at most 1 item', `${length} items`, steps, tooManyItems(step.call.operation, 1, length));
        const marker = nextMarkerOf(resource, step);
        if (marker === undefined) return;
        const next = await page(lane, resource, pageInput(resource, { marker, maxItems: 1 }));
        const more = itemsOf(resource, next).length;
        if (more > 1)
          broken(
            next,
            'at most 1 item on the next page',
            `${more} items`,
            [...steps, step],
            tooManyItems(next.call.operation, 1, more),
          );
      },
    }),
    lifecycleRule(contract, {
      id: 'lifecycle.list.repeats-max-items',
      evidence: 'documented',
      demands: 'a page must repeat MaxItems',
      on: ['list'],
      usesShared: true,
      alone: true,
      concerns: (resource) => answersMaxItems(contract, resource),
      async check(lane, resource) {
        const member = maxItemsMember(resource);
        for (const wanted of [1, 50]) {
          const step = await page(lane, resource, { [member]: wanted });
          const got = outputAt(step, besideItems(resource, member));
          if (typeof got !== 'number') continue;
          lane.recordCheck(step.call.operation);
          const found = besideItemsDifference(step.call.operation, member, wanted, got);
          if (got !== wanted) broken(step, `${member} ${wanted}`, String(got), [], found);
        }
      },
    }),
    lifecycleRule(contract, {
      id: 'lifecycle.list.pages',
      evidence: 'documented',
      demands: 'paging must return every item exactly once and must end',
      on: ['list'],
      usesShared: true,
      async check(lane, resource) {
        const subjects: TrackedResource[] = [];
        const expected = 'each item once, and an end';
        const wrongIn = (what: string) => (listing: Listing) => wrongInPages(listing, subjects, what);
        // Two are enough where nobody else makes any; four show it among others too.
        for (const _ of ['two', 'four']) {
          subjects.push(...(await two(lane, resource)));
          const whole = await expectListing(lane, resource, { expected }, wrongIn(`a ${resource.name}`));
          const maxItems = Math.max(1, Math.ceil(whole.items.length / PAGES));
          const paged = await expectListing(
            lane,
            resource,
            { expected, maxItems },
            wrongIn(`a ${resource.name} between two pages`),
          );
          if (paged.pages.length < 2) throw onePage(lane, resource, paged, maxItems);
        }
      },
    }),
    quantityRule(contract),
  ];
}

function quantityRule(contract: Contract): ActiveRule {
  return lifecycleRule(contract, {
    id: 'lifecycle.list.quantity',
    evidence: 'documented',
    demands: 'the Quantity of a list must count what its documentation says it counts',
    on: ['list'],
    usesShared: true,
    concerns: (resource) => quantityPath(resource) !== undefined,
    async check(lane, resource) {
      const subjects = await two(lane, resource);
      const before = subjects.flatMap(({ steps }) => steps);
      const expected = `a quantity that counts ${quantityCounts(resource) === 'page' ? 'the page' : 'all there are'}`;
      const checked = (wrongWith: (first: Step) => Miscount | undefined) => (listing: Listing) => {
        const wrong = wrongWith(listing.pages[0]!);
        if (wrong === undefined) return undefined;
        const { operation } = listing.pages[0]!.call;
        const member = String(quantityPath(resource)!.at(-1));
        const differences = [besideItemsDifference(operation, member, wrong.due, wrong.counted)];
        return { text: wrong.text, before, differences };
      };
      const whole = checked((first) => wrongOnOnlyPage(resource, first));
      const { pages } = await expectListing(lane, resource, { expected, most: 1 }, whole);
      if (typeof outputAt(pages[0]!, quantityPath(resource)!) !== 'number')
        throw stepFailed(lane, `${operationOf(resource, 'list')} shows no quantity`, pages, {
          seenBy: ['answer.matches-schema'],
        });
      const part = checked((first) => wrongOnFirstPage(resource, first, subjects.length));
      await expectListing(lane, resource, { expected, most: 1, maxItems: 1 }, part);
    },
  });
}

/** Throws SkipError where a listing without a limit shows no more than a page with one did. */
async function expectMore(lane: TestContext, resource: Resource, limited: number): Promise<void> {
  const { value, wrong } = await settled(
    lane,
    lane.timing.settle,
    operationOf(resource, 'list')!,
    () => page(lane, resource),
    (step) => (itemsOf(resource, step).length > limited ? undefined : 'no more items'),
  );
  if (wrong !== undefined)
    throw stepFailed(lane, 'a listing without MaxItems shows no more items than one with it', [value], {
      seenBy: ['lifecycle.list.after-create', 'lifecycle.list.agrees-with-read'],
    });
}

/** All items came on one page, so paging was not observed. */
function onePage(lane: TestContext, resource: Resource, { pages, items }: Listing, maxItems: number): SkipError {
  const reason = `${operationOf(resource, 'list')} gave ${items.length} items on one page, although ${maxItems} were asked for at most`;
  return stepFailed(lane, reason, pages, { seenBy: ['lifecycle.list.respects-max-items'] });
}

async function two(lane: TestContext, resource: Resource): Promise<TrackedResource[]> {
  return [await created(lane, resource), await created(lane, resource)];
}

function broken(step: Step, expected: string, actual: string, before: Step[], found: Difference): never {
  const { operation } = step.call;
  throw new RuleViolation({ operation, expected, actual, differences: [found], steps: [...before, step] });
}

/** `what`: what a listing lacks that does not show one of the subjects. */
function wrongInPages(
  { items, circular, pages }: Listing,
  subjects: TrackedResource[],
  what: string,
): WrongListing | undefined {
  const { operation } = pages[0]!.call;
  const wrong = (text: string, differences: Difference[] = []): WrongListing => ({
    text,
    before: subjects.flatMap(({ steps }) => steps),
    differences,
  });
  for (const { handle } of subjects) {
    const { length } = items.filter((item) => listedId(handle.resource, item) === handle.id);
    const text = `${handle.id} came ${length === 0 ? 'on no page' : `${length} times`}`;
    if (length !== 1) return wrong(text, [itemsDifference(length === 0 ? 'loses' : 'adds', operation, what, text)]);
  }
  return circular ? wrong('a marker that led there before') : undefined;
}

/** A count that is wrong, and what it should be or be at least. */
interface Miscount {
  text: string;
  counted: number;
  due: number;
}

/** A first page without a marker shows all there are, so both ways of counting give the same. */
function wrongOnOnlyPage(resource: Resource, first: Step): Miscount | undefined {
  const counted = outputAt(first, quantityPath(resource)!);
  const { length } = itemsOf(resource, first);
  if (typeof counted !== 'number' || nextMarkerOf(resource, first) !== undefined) return undefined;
  if (counted === length) return undefined;
  return { text: `${counted} beside ${length} items, which are all`, counted, due: length };
}

/** A page of one item counts one, or all there are. */
function wrongOnFirstPage(resource: Resource, first: Step, known: number): Miscount | undefined {
  const counted = outputAt(first, quantityPath(resource)!);
  const { length } = itemsOf(resource, first);
  if (typeof counted !== 'number') return undefined;
  switch (quantityCounts(resource)) {
    case 'page':
      return counted === length ? undefined : { text: `${counted} on a page of ${length}`, counted, due: length };
    case 'account':
      if (counted >= known) return undefined;
      return { text: `${counted}, though there are ${known} at least`, counted, due: known };
    default:
      return undefined;
  }
}

const outputAt = ({ outcome }: Step, path: Path): Json | undefined =>
  outcome.kind === 'response' ? valueAt(outcome.output, path) : undefined;

/** Whether the documented answer has a member that repeats the most items asked for. */
function answersMaxItems(contract: Contract, resource: Resource): boolean {
  const { output } = contract.operations[operationOf(resource, 'list')!]!;
  let node = contract.$defs[output ?? ''];
  for (const member of besideItems(resource, maxItemsMember(resource))) {
    const inner = node?.properties?.[String(member)];
    node = inner && resolve(contract, inner);
  }
  return node !== undefined;
}
