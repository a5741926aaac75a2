import type { HttpRequest, HttpResponse } from '../../../src/core/outcome.ts';
import type { IfMatchCheck } from '../../../src/reference/behaviour.ts';
import { isObject } from '../../../src/reference/json.ts';
import type { Modification } from '../../../src/reference/modification.ts';
import { requests } from '../../../src/reference/rewriting.ts';
import { around } from '../../../src/reference/wrapping.ts';
import { type Bug, DELETE, failing, GET, GET_CONFIG, LIST, UPDATE } from './bug.ts';

const list = (name: string, modification: Modification): Bug => ({ kind: 'lists', name, modification });
const listOf = 'ContinuousDeploymentPolicyList';

const lists: Bug[] = [
  list(
    'a MaxItems of three digits or more fails',
    failing([LIST], ({ MaxItems }) => Number(MaxItems) >= 1_000),
  ),
  list(
    'a MaxItems of twenty digits fails',
    failing([LIST], ({ MaxItems }) => String(MaxItems).length >= 20),
  ),
  list(
    'a Marker with a percent sign fails',
    failing([LIST], ({ Marker }) => String(Marker).includes('%')),
  ),
  list(
    'a Marker with a slash fails',
    failing([LIST], ({ Marker }) => String(Marker).includes('/')),
  ),
  list(
    'a Marker that is an id fails',
    failing([LIST], ({ Marker }, { state }) => state.policies.has(String(Marker))),
  ),
  list(
    'a Marker that is an ETag fails',
    failing([LIST], ({ Marker }) => /^E[A-Z0-9]{13}$/.test(String(Marker))),
  ),
  list(
    'a Marker of digits fails',
    failing([LIST], ({ Marker }) => /^\d+$/.test(String(Marker))),
  ),
  list(
    'a Marker of 300 characters fails',
    failing([LIST], ({ Marker }) => String(Marker).length >= 300),
  ),
  list(
    'a Marker with markup fails',
    failing([LIST], ({ Marker }) => String(Marker).includes('<')),
  ),
  list(
    'a Marker with a large MaxItems fails',
    failing([LIST], ({ Marker, MaxItems }) => Marker !== undefined && Number(MaxItems) > 100),
  ),
  list('MaxItems is ignored with a Marker', {
    decide: ({ page }) => ({
      page: (entries, asked) => page(entries, asked.after > 0 ? { ...asked, maxItems: 1_000 } : asked),
    }),
  }),
  list('a page begins with the last of the page before', {
    decide: ({ page }) => ({
      page: (entries, asked) => page(entries, { ...asked, after: asked.after > 0 ? asked.after - 1 : 0 }),
    }),
  }),
  list('entries show Enabled as it was first', {
    operate: (before) => {
      const first = new Map<string, unknown>();
      return around([LIST], (next) => (context, input) => {
        const { shown } = context.behaviour;
        const behaviour: typeof context.behaviour = {
          ...context.behaviour,
          shown: (entry, showing) => {
            if (!first.has(entry.id)) first.set(entry.id, entry.config.Enabled);
            const seen = shown(entry, showing);
            return { ...seen, config: { ...seen.config, Enabled: first.get(entry.id) as boolean } };
          },
        };
        return next({ ...context, behaviour }, input);
      })(before);
    },
  }),
  list('a listing of one entry says that it is truncated', {
    operate: around([LIST], (next) => async (context, input) => {
      const result = await next(context, input);
      const page = 'output' in result ? result.output[listOf] : undefined;
      if (!isObject(page) || page.Quantity !== 1) return result;
      return { output: { [listOf]: { ...page, NextMarker: 'M1' } } };
    }),
  }),
  list(
    'an empty MaxItems and Marker together fail',
    failing([LIST], ({ MaxItems, Marker }) => MaxItems === '' && Marker === ''),
  ),
  list(
    'ListDistributions fails on a large MaxItems',
    failing(['ListDistributions'], ({ MaxItems }) => Number(MaxItems) > 10_000),
  ),
  list(
    'ListDistributions fails on an unknown Marker',
    failing(['ListDistributions'], ({ Marker }) => /^[a-z]/.test(String(Marker ?? ''))),
  ),
];

const id = (name: string, when: (id: string) => boolean, operations: readonly string[] = [GET, GET_CONFIG]): Bug => ({
  kind: 'ids',
  name,
  modification: failing(operations, (input) => when(String(input.Id))),
});

const ids: Bug[] = [
  id('an id with two dots fails', (text) => text.includes('..')),
  id('an id with a semicolon fails', (text) => text.includes(';')),
  id('an id with a dollar sign fails', (text) => text.includes('$')),
  id('an id of 128 characters fails', (text) => text.length >= 128),
  id('an id of one character fails', (text) => text.length === 1),
  id('an id that is a number fails', (text) => /^\d+$/.test(text)),
  id('an id with a tab fails', (text) => text.includes('\t')),
  id('an id with a comma fails', (text) => text.includes(',')),
  id('an id beyond ASCII fails on update', (text) => /[^\0-\x7f]/.test(text), [UPDATE]),
  id('an id with a quotation mark fails on delete', (text) => text.includes("'"), [DELETE]),
  id('an id with a colon fails on delete', (text) => text.includes(':'), [DELETE]),
  id('an id of a thousand characters fails on GetConfig', (text) => text.length >= 1_000, [GET_CONFIG]),
  id('a distribution id in lower case fails', (text) => /^[a-z]/.test(text), ['GetDistribution']),
  id('a distribution id with a quotation mark fails', (text) => /["']/.test(text), ['GetDistributionConfig']),
  {
    kind: 'ids',
    name: 'an id is found by what follows its first hyphen',
    modification: {
      operate: around([GET], (next) => (context, input) => {
        const asked = String(input.Id);
        const found = [...context.state.policies.keys()].find((one) => one.endsWith(asked) && asked.length > 4);
        return next(context, { ...input, Id: found ?? asked });
      }),
    },
  },
];

const version = (name: string, takes: (asked: IfMatchCheck, older: string[]) => boolean): Bug => ({
  kind: 'versions',
  name,
  modification: {
    decide: ({ precondition, newEtag }) => {
      const all = new Map<string, string[]>();
      return {
        newEtag(thing, count) {
          const etag = newEtag(thing, count);
          for (const key of [thing, etag]) all.set(key, all.get(thing) ?? []);
          all.get(thing)!.push(etag);
          return etag;
        },
        precondition: (asked) =>
          asked.given !== undefined && takes(asked, all.get(asked.current) ?? []) ? 'holds' : precondition(asked),
      };
    },
  },
});

const versions: Bug[] = [
  version(
    'the version before is taken too',
    ({ given, current }, older) => older.indexOf(given!) === older.indexOf(current) - 1 && older.includes(given!),
  ),
  version('the first version is always taken', ({ given }, older) => older[0] === given),
  version(
    'a delete takes any version there was',
    ({ given, operation }, older) => operation === DELETE && older.includes(given!),
  ),
  version(
    'versions of the same letters are the same',
    ({ given, current }) => [...given!].sort().join('') === [...current].sort().join(''),
  ),
  version(
    'versions are compared by their last four characters',
    ({ given, current }) => given!.slice(-4) === current.slice(-4),
  ),
  version(
    'versions are compared without their first character',
    ({ given, current }) => given!.slice(1) === current.slice(1),
  ),
  version(
    'a distribution takes a version in lower case',
    ({ given, current, operation }) => operation === 'UpdateDistribution' && given!.toUpperCase() === current,
  ),
  version('a distribution is deleted with any version', ({ operation }) => operation === 'DeleteDistribution'),
];

const broken: HttpResponse = { status: 500, headers: {}, body: new Uint8Array(0) };
const request = (name: string, when: (request: HttpRequest) => boolean): Bug => ({
  kind: 'requests',
  name,
  modification: { handle: (next) => async (asked) => (when(asked) ? broken : next(asked)) },
});
const bodyOf = ({ body }: HttpRequest): string => new TextDecoder().decode(body);
const header = ({ headers }: HttpRequest, name: string): string =>
  Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1] ?? '';

const others: Bug[] = [
  request('an unknown query parameter fails', ({ path }) =>
    /[?&](?!Marker|MaxItems|Resource|Operation|WithTags|Staging)\w+=/.test(path),
  ),
  request(
    'a query on a read fails',
    ({ path, method }) => method === 'GET' && /continuous-deployment-policy\/[^?]+\?/.test(path),
  ),
  request('a body of 60 kB fails', ({ body }) => (body?.length ?? 0) > 60_000),
  request('a document with a comment fails', (asked) => bodyOf(asked).includes('<!--')),
  request('a document with a CDATA section fails', (asked) => bodyOf(asked).includes('<![CDATA[')),
  request('an empty element fails', (asked) => /<\w+\/>/.test(bodyOf(asked))),
  request(
    'a write without Content-Type fails',
    (asked) => asked.method === 'POST' && header(asked, 'content-type') === '',
  ),
  request('an If-Match of 500 characters fails', (asked) => header(asked, 'if-match').length > 500),
  request(
    'an If-Match with a quotation mark fails on delete',
    (asked) => asked.method === 'DELETE' && header(asked, 'if-match').includes('"'),
  ),
  {
    kind: 'requests',
    name: 'the last element of two of the same name wins',
    modification: {
      handle: requests((asked) => {
        const text = bodyOf(asked).replaceAll(/<(Enabled|Weight|Value)>[^<]*<\/\1>(?=<\1>)/g, '');
        return { ...asked, body: new TextEncoder().encode(text) };
      }),
    },
  },
];

export const REQUEST_BUGS: readonly Bug[] = [...lists, ...ids, ...versions, ...others];
