import type { JsonObject } from '../../core/json.ts';
import { isObject } from '../json.ts';
import { markerOf, type PageRequest, pageOf } from '../paging.ts';
import { around } from '../wrapping.ts';
import { type Fault, LIST } from './fault.ts';

/** Another request for a page in the place of the one that was made. */
const asked = (name: string, breaks: string, about: string, change: (request: PageRequest) => PageRequest): Fault => ({
  name,
  kind: 'written',
  breaks,
  about,
  decide: ({ page }) => ({ page: (entries, request) => page(entries, change(request)) }),
});

/** Changes the list inside the answer to a listing of policies. */
const listed = (name: string, breaks: string, about: string, change: (list: JsonObject) => JsonObject): Fault => ({
  name,
  kind: 'written',
  breaks,
  about,
  operate: around([LIST], (next) => async (context, input) => {
    const result = await next(context, input);
    if ('refusal' in result || !isObject(result.output.ContinuousDeploymentPolicyList)) return result;
    return { output: { ContinuousDeploymentPolicyList: change(result.output.ContinuousDeploymentPolicyList) } };
  }),
});

const items = (list: JsonObject): JsonObject[] => list.Items as JsonObject[];

/** What goes wrong with listings. */
export const listingFaults: Fault[] = [
  asked(
    'list-ignores-max-items',
    'lifecycle.list.respects-max-items',
    'A listing gives everything at once.',
    (request) => ({
      ...request,
      maxItems: 1_000_000,
    }),
  ),
  asked(
    'list-one-too-many',
    'lifecycle.list.respects-max-items',
    'A page holds one item more than was asked for.',
    (request) => ({
      ...request,
      maxItems: request.maxItems + 1,
    }),
  ),
  asked('list-ignores-marker', 'lifecycle.list.pages', 'Every page is the first one.', (request) => ({
    ...request,
    after: 0,
  })),
  asked(
    'list-repeats',
    'lifecycle.list.pages',
    'A page begins with the last item of the page before it.',
    (request) => ({
      ...request,
      after: Math.max(0, request.after - 1),
    }),
  ),
  asked('list-skips', 'lifecycle.list.pages', 'Between two pages one item is left out.', ({ after, maxItems }) => ({
    maxItems,
    after: after === 0 ? 0 : after + 1,
  })),
  {
    name: 'list-never-ends',
    kind: 'written',
    breaks: 'lifecycle.list.pages',
    about: 'The last page has a marker too, behind which the listing begins anew.',
    decide: ({ page }) => ({
      page: (entries, request) => {
        const before = page(entries, request);
        return { ...before, next: before.next ?? 'M0' };
      },
    }),
    handle: (next) => (request) => next({ ...request, path: request.path.replace('Marker=M0', 'Marker=') }),
  },
  {
    name: 'list-ends-early',
    kind: 'written',
    breaks: 'lifecycle.list.pages',
    about: 'No page but the first can be asked for.',
    decide: ({ page }) => ({ page: (entries, request) => ({ ...page(entries, request), next: undefined }) }),
  },
  {
    name: 'list-marker-is-the-next-item',
    kind: 'written',
    breaks: 'lifecycle.list.pages',
    about: 'A marker names the item that the next page should begin with, and the page begins behind it.',
    decide: () => ({
      page: (entries, request) => {
        const all = [...entries];
        const before = pageOf(all, request);
        const last = before.items.at(-1);
        const following = all.find(({ sequence }) => last !== undefined && sequence > last.sequence);
        return { ...before, next: following && markerOf(following) };
      },
    }),
  },
  {
    name: 'list-misses-the-newest',
    kind: 'written',
    breaks: 'lifecycle.list.after-create',
    about: 'What was created last is not listed.',
    decide: ({ page }) => ({ page: (entries, request) => page([...entries].slice(0, -1), request) }),
  },
  {
    name: 'list-misses-the-disabled',
    kind: 'written',
    breaks: 'lifecycle.list.{after-create,echoes}',
    about: 'Disabled policies are not listed.',
    decide: ({ page }) => ({
      page: (entries, request) =>
        page(
          [...entries].filter(({ config }) => config.Enabled !== false),
          request,
        ),
    }),
  },
  listed('list-empty', 'lifecycle.list.after-create', 'A listing holds nothing.', (list) => ({
    ...list,
    Items: [],
    NextMarker: undefined,
  })),
  listed(
    'list-without-items',
    'lifecycle.list.after-create',
    'A listing has a Quantity and no Items.',
    ({ Items: _, ...list }) => list,
  ),
  listed(
    'list-without-quantity',
    'answer.matches-schema',
    'A listing does not say how many there are.',
    ({ Quantity: _, ...list }) => list,
  ),
  listed(
    'list-without-max-items',
    'answer.matches-schema',
    'A listing does not repeat MaxItems.',
    ({ MaxItems: _, ...list }) => list,
  ),
  listed(
    'list-max-items-of-page',
    'lifecycle.list.repeats-max-items',
    'A listing gives the number of its items as MaxItems.',
    (list) => ({
      ...list,
      MaxItems: items(list).length,
    }),
  ),
  listed('list-quantity-constant', 'lifecycle.list.quantity', 'A listing always gives a Quantity of 0.', (list) => ({
    ...list,
    Quantity: 0,
  })),
  listed(
    'list-quantity-of-page',
    'lifecycle.list.quantity',
    'A listing gives the number of items on its page as Quantity.',
    (list) => ({
      ...list,
      Quantity: items(list).length,
    }),
  ),
  listed(
    'list-items-doubled',
    'lifecycle.list.{after-create,pages,respects-max-items}',
    'Every item is listed twice.',
    (list) => ({
      ...list,
      Items: items(list).flatMap((item) => [item, item]),
    }),
  ),
];
