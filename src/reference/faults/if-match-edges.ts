import type { IfMatchCheck } from '../behaviour.ts';
import { DELETE, type Fault, UPDATE } from './fault.ts';

/** Takes an If-Match for the present version where it only resembles it. */
const resembles = (name: string, about: string, takes: (given: string, current: string) => boolean): Fault[] =>
  (
    [
      [UPDATE, 'update'],
      [DELETE, 'delete'],
    ] as const
  ).map(([operation, verb]) => ({
    name: `if-match-${name}-on-${verb}`,
    kind: 'derived',
    breaks: `lifecycle.${verb}.refuses-altered-if-match`,
    about: `${verb === 'update' ? 'An update' : 'A delete'} ${about}.`,
    decide: ({ precondition }) => ({
      precondition: (asked: IfMatchCheck) =>
        asked.operation === operation && asked.given !== undefined && takes(asked.given, asked.current)
          ? 'holds'
          : precondition(asked),
    }),
  }));

/** What goes wrong where two versions are compared by a part of them. */
export const ifMatchEdgeFaults: Fault[] = [
  ...resembles(
    'compared-by-its-beginning',
    'compares the first eight characters of an ETag',
    (given, current) => given.slice(0, 8) === current.slice(0, 8),
  ),
  ...resembles('is-the-beginning', 'takes the beginning of an ETag for all of it', (given, current) =>
    current.startsWith(given),
  ),
  ...resembles('begins-with-it', 'passes over what follows an ETag', (given, current) => given.startsWith(current)),
  ...resembles('ends-with-it', 'passes over what precedes an ETag', (given, current) => given.endsWith(current)),
  ...resembles('is-the-end', 'takes the end of an ETag for all of it', (given, current) => current.endsWith(given)),
  ...resembles('holds-it', 'looks for the ETag anywhere in If-Match', (given, current) => given.includes(current)),
  ...resembles(
    'of-any-case',
    'compares ETags whatever their case',
    (given, current) => given.toLowerCase() === current.toLowerCase(),
  ),
  ...resembles(
    'of-the-same-length',
    'compares the length of ETags',
    (given, current) => given.length === current.length,
  ),
  ...resembles(
    'compared-but-for-one',
    'passes over the last character of an ETag',
    (given, current) => given.slice(0, -1) === current.slice(0, -1),
  ),
  {
    name: 'if-match-of-another-policy',
    kind: 'written',
    breaks: 'lifecycle.update.refuses-altered-if-match',
    about: 'An update is content with the present ETag of any policy.',
    decide: ({ precondition, newEtag }) => {
      const present = new Map<string, string>();
      return {
        newEtag: (id, version) => {
          const etag = newEtag(id, version);
          present.set(id, etag);
          return etag;
        },
        precondition: (asked) =>
          asked.operation === UPDATE && [...present.values()].includes(asked.given ?? '')
            ? 'holds'
            : precondition(asked),
      };
    },
  },
  ...(
    [
      ['weak', /^W\//],
      ['quoted', /^"[^"]*"$/],
      ['a-list', /,/],
      ['star', /^\*$/],
      ['empty', /^$/],
      ['long', /.{1000}/],
      ['unbalanced', /^"[^"]*$/],
    ] as const
  ).map(
    ([name, form]): Fault => ({
      name: `if-match-${name}-breaks-down`,
      kind: 'derived',
      breaks: 'answer.no-server-error',
      about: `An If-Match that is ${name} is answered 500.`,
      handle: (next) => async (request) =>
        request.method === 'PUT' && form.test(request.headers['if-match'] ?? 'none')
          ? { status: 500, headers: {}, body: new Uint8Array(0) }
          : next(request),
    }),
  ),
];
