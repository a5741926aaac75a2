import { itemsShown, listedConfigPath, listedId, nextMarkerShown, pageInput } from '../../contracts/listing.ts';
import { operationOf } from '../../contracts/resource.ts';
import type { Contract, Resource } from '../../core/contract.ts';
import type { Difference } from '../../core/difference.ts';
import { given } from '../../core/given.ts';
import type { JsonObject, Path } from '../../core/json.ts';
import { valueAt } from '../../core/path.ts';
import { RuleViolation, type Step, type TestContext } from '../../core/test-context.ts';
import { itemsDifference, roundTripDifferences } from '../differences.ts';
import { outcomeText } from '../expect.ts';
import { foundElsewhere, stepFailed } from '../hindered.ts';
import { settled } from '../settled.ts';
import { configDifference, configDifferences, type ExpectedConfig } from './config-difference.ts';
import { call, type TrackedResource } from './tracked-resource.ts';

/** The result of asking for page after page. */
export interface Listing {
  pages: Step[];
  /** Items of all pages, in their order. */
  items: JsonObject[];
  /** Why it was not followed to its end: the marker of one page was that of an earlier one. */
  circular: boolean;
}

/** Pages asked for at most; an account with more can't be walked. */
const MOST_PAGES = 50;

/** One page. Throws RuleViolation where a listing is refused. */
export async function page(lane: TestContext, resource: Resource, input: JsonObject = {}): Promise<Step> {
  const step = await call(lane, operationOf(resource, 'list')!, input);
  if (step.outcome.kind === 'refused') {
    throw new RuleViolation({
      operation: step.call.operation,
      expected: 'a listing',
      actual: outcomeText(step.outcome),
      wanted: { success: true, refusal: [] },
      steps: [step],
    });
  }
  if (step.outcome.kind !== 'response')
    throw stepFailed(lane, `${step.call.operation}: ${outcomeText(step.outcome)}`, [step], {
      demandedBy: 'lifecycle.list.after-create',
    });
  return step;
}

/** The items of a page; none where the list is left out. */
export function itemsOf(resource: Resource, { outcome }: Step): JsonObject[] {
  const items = outcome.kind === 'response' ? itemsShown(resource, outcome.output) : undefined;
  return Array.isArray(items) ? (items as JsonObject[]) : [];
}

export function nextMarkerOf(resource: Resource, { outcome }: Step): string | undefined {
  const marker = outcome.kind === 'response' ? nextMarkerShown(resource, outcome.output) : undefined;
  return typeof marker === 'string' && marker !== '' ? marker : undefined;
}

/** All pages or the first ones, each of so many items as is asked for or else as the service likes. Throws SkipError where there are too many. */
export async function listing(
  lane: TestContext,
  resource: Resource,
  maxItems?: number,
  most = MOST_PAGES,
): Promise<Listing> {
  const pages: Step[] = [];
  const markers = new Set<string>();
  const items = (): JsonObject[] => pages.flatMap((step) => itemsOf(resource, step));
  let next: string | undefined;
  do {
    const step = await page(
      lane,
      resource,
      pageInput(resource, {
        ...(next === undefined ? {} : { marker: next }),
        ...(maxItems === undefined ? {} : { maxItems }),
      }),
    );
    pages.push(step);
    next = nextMarkerOf(resource, step);
    if (next !== undefined && markers.has(next)) return { pages, items: items(), circular: true };
    if (next !== undefined) markers.add(next);
  } while (next !== undefined && pages.length < most);
  if (pages.length === MOST_PAGES)
    throw foundElsewhere(
      `${operationOf(resource, 'list')} gives more than ${MOST_PAGES} pages`,
      operationOf(resource, 'list')!,
      ['lifecycle.list.pages'],
    );
  return { pages, items: items(), circular: false };
}

/** What is wrong with a listing, and the calls that make it so. */
export interface WrongListing {
  text: string;
  /** Where in the configuration. */
  path?: Path;
  before: readonly Step[];
  differences?: readonly Difference[];
}

/**
 * Looks at listings until nothing is wrong with them, for as long as lists may take to settle. Throws RuleViolation where something
 * stays wrong.
 */
export async function expectListing(
  lane: TestContext,
  resource: Resource,
  options: { expected: string; maxItems?: number; most?: number },
  wrongWith: (listing: Listing) => WrongListing | undefined | Promise<WrongListing | undefined>,
  /** Of what is still wrong in the end, what counts. */
  inTheEnd: (listing: Listing, wrong: WrongListing) => WrongListing | undefined | Promise<WrongListing | undefined> = (
    _,
    wrong,
  ) => wrong,
): Promise<Listing> {
  const operation = operationOf(resource, 'list')!;
  const look = (): Promise<Listing> => listing(lane, resource, options.maxItems, options.most);
  const { value, wrong: found } = await settled(lane, lane.timing.settle, operation, look, wrongWith);
  const wrong = found && (await inTheEnd(value, found));
  lane.recordCheck(operation);
  if (wrong === undefined) return value;
  const steps = [...wrong.before, ...value.pages];
  throw new RuleViolation({
    operation,
    expected: options.expected,
    actual: wrong.text,
    steps,
    ...given({ differences: wrong.differences }),
  });
}

/** Whether a listing shows a tracked once, or not at all where it is gone; if not, what is wrong. */
export function presence(
  { items, circular }: Listing,
  { handle, state, steps }: TrackedResource,
): WrongListing | undefined {
  const operation = operationOf(handle.resource, 'list')!;
  const wrong = (kind: 'loses' | 'adds' | 'stale', text: string): WrongListing => {
    const about = `a ${state.life === 'live' ? '' : 'deleted '}${handle.resource.name}`;
    return { text, before: steps, differences: [itemsDifference(kind, operation, about, text)] };
  };
  const [entry, ...more] = entriesOf(items, handle);
  if (state.life !== 'live') return entry ? wrong('stale', `${handle.id} is listed`) : undefined;
  if (!entry) return wrong('loses', `${handle.id} is not among ${items.length} items`);
  return more.length > 0 && !circular ? wrong('adds', `${handle.id} is listed ${more.length + 1} times`) : undefined;
}

/** What is wrong with a listing as far as it speaks of a resource, and of its configuration if listings show it. */
export function wrongInListing(
  contract: Contract,
  listing: Listing,
  tracked: TrackedResource,
  expected?: ExpectedConfig,
): WrongListing | undefined {
  const { handle, steps } = tracked;
  const missing = presence(listing, tracked);
  const place = listedConfigPath(handle.resource);
  const [entry] = entriesOf(listing.items, handle);
  if (missing || !place || !entry) return missing;
  const config = valueAt(entry, place) as JsonObject | undefined;
  const found = configDifference(contract, handle, config, expected);
  if (!found) return undefined;
  const { resource, past } = handle;
  const operation = past ? operationOf(resource, 'update') : operationOf(resource, 'create');
  const all = configDifferences(contract, handle, config, expected);
  const differences = roundTripDifferences({ resource, operation, view: 'list', earlier: past?.at(-1) }, all);
  return { text: found.text, before: steps, path: found.path, differences };
}

const entriesOf = (items: JsonObject[], { id, resource }: TrackedResource['handle']): JsonObject[] =>
  items.filter((item) => listedId(resource, item) === id);
