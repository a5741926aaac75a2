import type { Json, JsonObject } from '../../core/json.ts';
import type { Context } from '../context.ts';
import { isObject } from '../json.ts';
import { refuse } from '../refusal.ts';
import type { StoredResource } from '../state.ts';
import { around } from '../wrapping.ts';
import { type Fault, LIST } from './fault.ts';

const BREAKS_DOWN = 'answer.no-server-error';
const failure = refuse('InternalFailure', 'An exception was thrown.');

/** Listings that fail on some requests. */
const fails = (name: string, about: string, when: (input: JsonObject, context: Context) => boolean): Fault => ({
  name: `list-fails-on-${name}`,
  kind: 'written',
  breaks: BREAKS_DOWN,
  about,
  operate: around([LIST], (next) => (context, input) => (when(input, context) ? failure : next(context, input))),
});

/** Takes MaxItems as something else, where it is one of these. */
const reads = (
  name: string,
  breaks: string,
  about: string,
  meant: (asked: Json) => { maxItems: number; told: Json } | undefined,
): Fault => ({
  name: `list-${name}`,
  kind: 'written',
  breaks,
  about,
  operate: around([LIST], (next) => async (context, input) => {
    const meaning = meant(input.MaxItems ?? null);
    if (!meaning) return next(context, input);
    const result = await next(context, { ...input, MaxItems: meaning.maxItems });
    if ('refusal' in result || !isObject(result.output.ContinuousDeploymentPolicyList)) return result;
    const list = { ...result.output.ContinuousDeploymentPolicyList, MaxItems: meaning.told };
    return { output: { ContinuousDeploymentPolicyList: list } };
  }),
});

/** Shows entries of listings in another way. */
const shows = (
  name: string,
  about: string,
  change: (entry: StoredResource, all: readonly StoredResource[]) => Partial<StoredResource>,
): Fault => ({
  name: `list-shows-${name}`,
  kind: 'written',
  breaks: 'lifecycle.list.agrees-with-read',
  about,
  operate: around([LIST], (next) => (context, input) => {
    const all = [...context.state.policies.values()];
    const { shown } = context.behaviour;
    const behaviour = {
      ...context.behaviour,
      shown: (entry: StoredResource, showing: Parameters<typeof shown>[1]) => {
        const before = shown(entry, showing);
        return { ...before, ...change(before, all) };
      },
    };
    return next({ ...context, behaviour }, input);
  }),
});

const HUGE = 2 ** 31;

/** What goes wrong with listings at and beyond the edges of their parameters, and with what they say of each entry. */
export const listEdgeFaults: Fault[] = [
  fails('zero', 'MaxItems of 0 divides by zero.', ({ MaxItems }) => MaxItems === 0),
  fails(
    'negative',
    'A negative MaxItems is answered 500.',
    ({ MaxItems }) => typeof MaxItems === 'number' && MaxItems < 0,
  ),
  fails('101', 'MaxItems above 100 is answered 500.', ({ MaxItems }) => typeof MaxItems === 'number' && MaxItems > 100),
  fails('huge', 'MaxItems beyond 32 bits is answered 500.', ({ MaxItems }) => Number(MaxItems) >= HUGE),
  fails(
    'a-word',
    'MaxItems that is no number is answered 500.',
    ({ MaxItems }) => typeof MaxItems === 'string' && MaxItems !== '',
  ),
  fails('an-empty-max-items', 'An empty MaxItems is answered 500.', ({ MaxItems }) => MaxItems === ''),
  fails('a-fraction', 'A fraction as MaxItems is answered 500.', ({ MaxItems }) => String(MaxItems).includes('.')),
  fails(
    'an-unknown-marker',
    'A marker that no listing gave is answered 500.',
    ({ Marker }) => Marker !== undefined && Marker !== '' && !/^M\d+$/.test(String(Marker)),
  ),
  fails('a-marker-that-is-no-base-64', 'A marker that can not be decoded is answered 500.', ({ Marker }) =>
    /[^A-Za-z0-9+/=]/.test(String(Marker ?? '')),
  ),
  fails('an-empty-marker', 'An empty marker is answered 500.', ({ Marker }) => Marker === ''),
  fails(
    'a-long-marker',
    'A marker of a thousand characters is answered 500.',
    ({ Marker }) => String(Marker ?? '').length > 1_000,
  ),
  fails('a-marker-with-a-quote', 'A marker with a quotation mark breaks a query.', ({ Marker }) =>
    String(Marker ?? '').includes("'"),
  ),
  fails('a-marker-beyond-ascii', 'A marker with letters beyond ASCII is answered 500.', ({ Marker }) =>
    /[^\x20-\x7e]/.test(String(Marker ?? '')),
  ),
  {
    name: 'list-fails-on-a-repeated-max-items',
    kind: 'written',
    breaks: BREAKS_DOWN,
    about: 'MaxItems that is given twice is answered 500.',
    handle: (next) => async (request) => {
      const twice = /MaxItems=.*MaxItems=/.test(request.path);
      return twice ? { status: 500, headers: {}, body: new Uint8Array(0) } : next(request);
    },
  },
  fails(
    'the-marker-of-a-deleted-entry',
    'The marker of an entry that was deleted is answered 500.',
    ({ Marker }, { state }) => {
      const place = /^M(\d+)$/.exec(String(Marker ?? ''))?.[1];
      return place !== undefined && ![...state.policies.values()].some(({ sequence }) => sequence === Number(place));
    },
  ),
  reads(
    'max-items-capped-silently',
    'lifecycle.list.odd-max-items',
    'MaxItems from 2 to 9 gives everything.',
    (asked) => (typeof asked === 'number' && asked >= 2 && asked <= 9 ? { maxItems: 1_000, told: asked } : undefined),
  ),
  reads(
    'max-items-fraction-repeated',
    'lifecycle.list.odd-max-items',
    'MaxItems of 0.5 is accepted and repeated.',
    (asked) => (String(asked).includes('.') ? { maxItems: 1, told: asked } : undefined),
  ),
  reads(
    'max-items-word-repeated',
    'lifecycle.list.odd-max-items',
    'MaxItems that is no number is accepted and repeated.',
    (asked) => (typeof asked === 'string' && asked !== '' ? { maxItems: 100, told: asked } : undefined),
  ),
  reads(
    'max-items-empty-repeated',
    'lifecycle.list.odd-max-items',
    'An empty MaxItems is accepted and repeated.',
    (asked) => (asked === '' ? { maxItems: 100, told: '' } : undefined),
  ),
  reads(
    'max-items-not-a-number',
    'lifecycle.list.odd-max-items',
    'MaxItems that is no number is repeated as NaN.',
    (asked) => (typeof asked === 'string' ? { maxItems: 100, told: 'NaN' } : undefined),
  ),
  reads(
    'max-items-in-exponents',
    'lifecycle.list.odd-max-items',
    'A huge MaxItems is repeated in exponent notation.',
    (asked) => (Number(asked) > HUGE ? { maxItems: 100, told: Number(asked).toExponential() } : undefined),
  ),
  shows('the-time-of-the-listing', 'Entries of listings give the time of the answer as LastModifiedTime.', () => ({
    modified: new Date().toISOString(),
  })),
  shows('the-time-of-the-first', 'All entries of a listing have the LastModifiedTime of the first.', (_, [first]) => ({
    modified: first!.modified,
  })),
  shows('the-time-of-the-last', 'All entries of a listing have the LastModifiedTime of the last.', (_, all) => ({
    modified: all.at(-1)!.modified,
  })),
  {
    ...shows(
      'the-time-of-creation',
      'Entries of listings give the time of their creation as LastModifiedTime.',
      () => ({}),
    ),
    decide: ({ modified }) => ({ modified }),
    operate: (before) => {
      const born = new Map<string, string>();
      const inner = shows('', '', (entry) => {
        if (!born.has(entry.id)) born.set(entry.id, entry.modified);
        return { modified: born.get(entry.id)! };
      });
      const watched = around(['CreateContinuousDeploymentPolicy'], (next) => async (context, input) => {
        const result = await next(context, input);
        for (const [id, { modified }] of context.state.policies) if (!born.has(id)) born.set(id, modified);
        return result;
      });
      return watched(inner.operate!(before));
    },
  },
  {
    ...shows('the-id-of-the-first', 'All entries of a listing have the id of the first.', (_, [first]) => ({
      id: first!.id,
    })),
    breaks: '{lifecycle.list.after-*,lifecycle.list.pages,lifecycle.list.agrees-with-read}',
  },
  {
    ...shows(
      'the-configuration-of-the-first',
      'All entries of a listing have the configuration of the first.',
      (_, [first]) => ({
        config: first!.config,
      }),
    ),
    breaks: 'lifecycle.list.{after-*,echoes,agrees-with-read}',
  },
  shows('no-time', 'Entries of listings have a LastModifiedTime at the beginning of 1970.', () => ({
    modified: '1970-01-01T00:00:00.000Z',
  })),
  shows(
    'a-time-an-hour-off',
    'Entries of listings give LastModifiedTime in another time zone, as if it were UTC.',
    ({ modified }) => ({
      modified: new Date(Date.parse(modified) + 3_600_000).toISOString(),
    }),
  ),
];
