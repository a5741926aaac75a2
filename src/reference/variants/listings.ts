import { answers, bodyText, requests, withBody } from '../rewriting.ts';
import type { StoredResource } from '../state.ts';
import type { Variant } from './variant.ts';

/** A page never holds more. */
const MOST = 3;

const OPAQUE = 'next/+page==';

/** Listings in another order, with pages and markers of another form. */
export const listingVariants: Variant[] = [
  {
    name: 'list-newest-first',
    about: `Listings begin with what was created last, hold ${MOST} items a page and have markers that must be escaped.`,
    decide: () => ({
      page: <E extends StoredResource>(
        entries: Iterable<E>,
        { after, maxItems }: { after: number; maxItems: number },
      ) => {
        const rest = [...entries].filter(({ sequence }) => after === 0 || sequence < after);
        const items = rest.sort((a, b) => b.sequence - a.sequence).slice(0, Math.min(maxItems, MOST));
        return { items, next: items.length < rest.length ? `M${items.at(-1)!.sequence}` : undefined };
      },
    }),
    handle: (next, context) => {
      const inwards = requests((request) => ({
        ...request,
        path: request.path.replace(/([?&]Marker=)([^&]*)/, (_, name: string, marker: string) => {
          const given = decodeURIComponent(marker);
          return name + encodeURIComponent(given.startsWith(OPAQUE) ? given.slice(OPAQUE.length) : given);
        }),
      }));
      const outwards = answers((response) =>
        response.body.length === 0
          ? response
          : withBody(response, bodyText(response).replace('<NextMarker>', `<NextMarker>${OPAQUE}`)),
      );
      return outwards(inwards(next, context), context);
    },
  },
];
