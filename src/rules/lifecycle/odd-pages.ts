import { besideItems, listedId, maxItemsMember, pageInput } from '../../contracts/listing.ts';
import { operationOf } from '../../contracts/resource.ts';
import type { Contract, Resource } from '../../core/contract.ts';
import type { Difference } from '../../core/difference.ts';
import type { Json, JsonObject } from '../../core/json.ts';
import type { HttpRequest } from '../../core/outcome.ts';
import { valueAt } from '../../core/path.ts';
import type { ActiveRule } from '../../core/rule.ts';
import { RuleViolation, type Step, type TestContext } from '../../core/test-context.ts';
import { resolve } from '../../schema/site.ts';
import { besideItemsDifference, tooManyItems } from '../differences.ts';
import { createResource, release } from '../resource-handle.ts';
import { expectNoServerError, sendUnusual } from '../server-error.ts';
import { lifecycleRule } from './lifecycle-rule.ts';
import { itemsOf, listing, nextMarkerOf } from './listing.ts';
import { call } from './tracked-resource.ts';

/** Values of MaxItems at and beyond what a page may hold, as they stand in the query. No page gives a range. */
const SIZES: Json[] = [
  2,
  3,
  0,
  -1,
  100,
  101,
  1_000,
  '2147483647',
  '2147483648',
  '9223372036854775808',
  '99999999999999999999999999',
  '0.5',
  '1.5',
  '1e2',
  '0x10',
  '+1',
  '01',
  ' 1',
  '1,2',
  'abc',
  'null',
  'NaN',
  '',
  '\u0661',
  "1'",
];

const MARKERS = [
  '',
  '0',
  '-1',
  'unknown',
  'null',
  "a'b",
  'a"b',
  'a/b\\c',
  'a b',
  'gr\u00fcn',
  '\u{1f9ea}',
  'a\0b',
  '<a>&amp;',
  '100%',
  '%2525',
  '{}',
  '*',
  '-',
  '__proto__',
  '99999999999999999999999999',
  'MTIz',
  '====',
  'M'.repeat(1_100),
];

/** What a listing makes of values for its parameters of which no page speaks. */
export function oddPagesRules(contract: Contract): ActiveRule[] {
  const sizes = lifecycleRule(contract, {
    id: 'lifecycle.list.odd-max-items',
    evidence: 'documented',
    demands: 'an accepted MaxItems must limit the page, and the response must repeat it as an integer',
    on: ['list'],
    usesShared: true,
    async check(lane, resource) {
      for (let count = 0; count < 4; count++) await createResource(lane, resource);
      for (const size of SIZES) {
        const step = await sendUnusual(lane, operationOf(resource, 'list')!, pageInput(resource, { maxItems: size }));
        lane.recordCheck(step.call.operation);
        expectPage(contract, resource, step, size);
      }
    },
  });
  const survives = lifecycleRule(contract, {
    id: 'lifecycle.list.odd-page',
    evidence: 'standard',
    demands: 'an unusual Marker or MaxItems must not cause a server error',
    on: ['list'],
    usesShared: true,
    citations: [{ document: 'RFC 9110', place: '15.6' }],
    check: eachOdd,
  });
  return [sizes, survives];
}

async function eachOdd(lane: TestContext, resource: Resource): Promise<void> {
  const inputs: JsonObject[] = [
    ...SIZES.map((maxItems) => pageInput(resource, { maxItems })),
    ...MARKERS.map((marker) => pageInput(resource, { marker })),
    pageInput(resource, { marker: 'unknown', maxItems: 1 }),
  ];
  for (const input of inputs) {
    const step = await sendUnusual(lane, operationOf(resource, 'list')!, input);
    expectNoServerError(lane, step, nameOf(input));
  }
  await afterDelete(lane, resource);
  await twice(lane, resource);
}

const nameOf = (input: JsonObject): string =>
  Object.entries(input)
    .map(([name, value]) => `${name} ${JSON.stringify(value).slice(0, 40)}`)
    .join(' and ');

/** The marker of a page whose last entry was deleted meanwhile. */
async function afterDelete(lane: TestContext, resource: Resource): Promise<void> {
  const held = [await createResource(lane, resource), await createResource(lane, resource)];
  const { items } = await listing(lane, resource);
  const places = items.map((item) => held.findIndex((one) => one.id === listedId(resource, item)));
  const index = places.findIndex((place) => place >= 0);
  if (index >= 0) {
    // The page ends with ours, and the other of ours is left behind it.
    const page = await call(lane, operationOf(resource, 'list')!, pageInput(resource, { maxItems: index + 1 }));
    const next = nextMarkerOf(resource, page);
    await release(lane, held[places[index]!]!);
    if (next === undefined) return;
    const step = await sendUnusual(
      lane,
      operationOf(resource, 'list')!,
      pageInput(resource, { marker: next, maxItems: 1 }),
    );
    expectNoServerError(lane, step, 'the marker of an entry that was deleted', [page]);
  }
}

/** A parameter that is given twice, and one that no page knows. */
async function twice(lane: TestContext, resource: Resource): Promise<void> {
  const operation = operationOf(resource, 'list')!;
  const { query } = lane.contract.$defs[lane.contract.operations[operation]!.input]!.properties![
    maxItemsMember(resource)
  ]!.binding as { query: string };
  for (const text of [`${query}=1&${query}=2`, 'Unknown=1']) {
    const wire = (request: HttpRequest): HttpRequest => ({ ...request, path: `${request.path.split('?')[0]}?${text}` });
    expectNoServerError(lane, await sendUnusual(lane, operation, {}, wire), `the query ${text}`);
  }
}

/** Holds an accepted page against the number that was asked for. A number below one says nothing that could be held. */
function expectPage(contract: Contract, resource: Resource, step: Step, size: Json): void {
  if (step.outcome.kind !== 'response') return;
  const { length } = itemsOf(resource, step);
  const name = maxItemsMember(resource);
  const { operation } = step.call;
  const broken = (expected: string, actual: string, found: Difference): RuleViolation =>
    new RuleViolation({ operation, expected, actual, differences: [found], steps: [step], path: [name] });
  if (typeof size === 'number' && size >= 1 && length > size)
    throw broken(`at most ${size} items`, `${length} items`, tooManyItems(operation, size, length));
  const place = besideItems(resource, name);
  const told = valueAt(step.outcome.output, place);
  if (told === undefined || !isInteger(contract, resource, place)) return;
  // An integer beyond what a double holds is read as its text.
  if (!/^-?\d+$/.test(String(told)))
    throw broken(
      `${name} as an integer after ${name}=${size}`,
      `${name} ${JSON.stringify(told)}`,
      besideItemsDifference(operation, name, undefined, told),
    );
}

/** Whether the page says that the answer's member is an integer. */
function isInteger(contract: Contract, resource: Resource, place: readonly (string | number)[]): boolean {
  const { output } = contract.operations[operationOf(resource, 'list')!]!;
  let node = contract.$defs[output ?? ''];
  for (const member of place) {
    const inner = node?.properties?.[String(member)];
    node = inner && resolve(contract, inner);
  }
  return node?.type === 'integer';
}
