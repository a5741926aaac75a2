import type { HttpRequest, HttpResponse } from '../../core/outcome.ts';
import { answers, bodyText, requests, withBody } from '../rewriting.ts';
import { around } from '../wrapping.ts';
import type { Variant } from './variant.ts';

const LISTS = ['ListContinuousDeploymentPolicies', 'ListDistributions'];
const UNKNOWN_MARKER = /[?&]Marker=(?!M[1-9]\d*(&|$))[^&]*/;

const page = (status: number): HttpResponse => ({
  status,
  headers: { 'content-type': 'text/html' },
  body: new TextEncoder().encode('<html><body>Bad request</body></html>'),
});

/** The part of a path that names a resource, as it was sent. */
const idIn = ({ path }: HttpRequest): string => path.split('?')[0]!.split('/')[3] ?? '';

const clamped = (value: unknown): number => {
  const number = Math.trunc(Number(value));
  return Number.isFinite(number) && number >= 1 ? Math.min(number, 100) : 100;
};

const timesAs = (name: string, about: string, write: (time: string) => string): Variant => ({
  name,
  about,
  handle: answers((response) =>
    response.body.length === 0
      ? response
      : withBody(
          response,
          bodyText(response).replaceAll(/(?<=Time>)\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z(?=<)/g, (time) => write(time)),
        ),
  ),
});

/** Other answers to what no page speaks of, and other forms of what one does. */
export const edgeVariants: Variant[] = [
  {
    name: 'pages-clamped',
    about:
      'A MaxItems that is out of range or no number is taken for the nearest one that is in range, and repeated as such.',
    operate: around(
      LISTS,
      (next) => (context, input) =>
        next(context, input.MaxItems === undefined ? input : { ...input, MaxItems: clamped(input.MaxItems) }),
    ),
  },
  {
    name: 'unknown-markers-at-the-beginning',
    about: 'An unknown marker is passed over.',
    handle: requests((request) => ({
      ...request,
      path: request.path.replace(UNKNOWN_MARKER, (all) => `${all[0]}Marker=`),
    })),
  },
  {
    name: 'odd-addresses-stopped',
    about: 'What stands before the service refuses paths with escapes and long ones, in HTML.',
    handle: (next) => async (request) => {
      if (request.path.length > 500) return page(414);
      return /%/.test(idIn(request)) ? page(/%(2F|5C)/i.test(idIn(request)) ? 404 : 400) : next(request);
    },
  },
  {
    name: 'addresses-known-only',
    about: 'A router answers ids of more than letters, digits and hyphens like any unknown path, in HTML.',
    handle: (next) => async (request) => (/^[a-z0-9-]*$/i.test(idIn(request)) ? next(request) : page(404)),
  },
  {
    name: 'large-requests-stopped',
    about: 'What stands before the service refuses bodies of more than 8 KiB and long header fields, in HTML.',
    handle: (next) => async (request) => {
      if (request.body.length > 8_192) return page(413);
      return Object.values(request.headers).some((value) => value.length > 1_000) ? page(431) : next(request);
    },
  },
  {
    name: 'entity-tags-checked',
    about: 'What stands before the service refuses an If-Match that is no list of entity tags, in HTML.',
    handle: (next) => async (request) => {
      const tags = request.headers['if-match'] ?? 'any';
      return /^(\*|[\w.~+/=-]+|(W\/)?"[^"]*"(, *(W\/)?"[^"]*")*)(,\s*[\w-]+)?$/.test(tags) ? next(request) : page(400);
    },
  },
  {
    name: 'ids-are-numbers',
    about: 'Ids of policies are numbers that count from 1.',
    decide: ({ newId }) => {
      let count = 0;
      return { newId: (naming) => (naming.kind === 'policy' ? String(++count) : newId(naming)) };
    },
  },
  {
    name: 'if-match-as-in-rfc-9110',
    about: 'If-Match may be a list, and its ETags may be quoted or weak.',
    decide: ({ precondition }) => ({
      precondition: (asked) => {
        const listed = (asked.given ?? '').split(',').map((one) => one.trim().replace(/^(W\/)?"(.*)"$/, '$2'));
        return precondition(listed.includes(asked.current) ? { ...asked, given: asked.current } : asked);
      },
    }),
  },
  {
    name: 'same-update-keeps-time',
    about: 'An update that changes nothing leaves the time of the last change.',
    operate: around(['UpdateContinuousDeploymentPolicy'], (next) => async (context, input) => {
      const { policies } = context.state;
      const before = policies.get(String(input.Id));
      const result = await next(context, input);
      const after = policies.get(String(input.Id));
      if (before && after && JSON.stringify(before.config) === JSON.stringify(after.config))
        policies.set(after.id, { ...after, modified: before.modified });
      return result;
    }),
  },
  timesAs('times-in-lower-case', 'Times are written with a small t and z, as RFC 3339 allows.', (time) =>
    time.toLowerCase(),
  ),
  timesAs('times-in-tenths', 'Times are written with tenths of a second.', (time) => time.replace(/(\.\d)\d*/, '$1')),
  timesAs('times-in-microseconds', 'Times are written with microseconds.', (time) => time.replace('Z', '000Z')),
  {
    ...timesAs(
      'times-of-lists-in-whole-seconds',
      'Listings tell times in whole seconds, reads in parts of them.',
      (time) => time.replace(/\.\d+/, ''),
    ),
    handle: answers((response) =>
      response.body.length > 0 && /<(ContinuousDeploymentPolicyList|DistributionList)\b/.test(bodyText(response))
        ? withBody(response, bodyText(response).replaceAll(/(?<=>[\d-]{10}T[\d:]{8})\.\d+(?=Z<)/g, ''))
        : response,
    ),
  },
  {
    name: 'location-under-a-base-path',
    about: 'Location names the host that was asked, and a path before that of the service.',
    handle: answers((response) => {
      const { location } = response.headers;
      if (location === undefined) return response;
      const { pathname } = new URL(location);
      return { ...response, headers: { ...response.headers, location: `http://localhost:4566/cloudfront${pathname}` } };
    }),
  },
];
