import type { JsonObject } from '../../core/json.ts';
import type { Context } from '../context.ts';
import { refuse } from '../refusal.ts';
import { around } from '../wrapping.ts';
import { DELETE, type Fault, GET, GET_CONFIG, UPDATE } from './fault.ts';

const failure = refuse('InternalFailure', 'An exception was thrown.');

/** Reads that fail on some ids. */
const fails = (name: string, about: string, when: (id: string) => boolean, operations = [GET, GET_CONFIG]): Fault => ({
  name: `id-${name}-fails`,
  kind: 'written',
  breaks: 'answer.no-server-error',
  about,
  operate: around(operations, (next) => (context, input) => (when(String(input.Id)) ? failure : next(context, input))),
});

/** Takes an id for that of something else. */
const finds = (
  name: string,
  about: string,
  find: (asked: string, ids: string[]) => string | undefined,
  operations = [GET, GET_CONFIG],
): Fault => ({
  name: `id-${name}`,
  kind: 'written',
  breaks: '{lifecycle.read.odd-id,lifecycle.read.altered-id,lifecycle.update.altered-id,lifecycle.delete.altered-id}',
  about,
  operate: around(operations, (next) => (context: Context, input: JsonObject) => {
    const ids = [...context.state.policies.keys()];
    const asked = String(input.Id);
    return next(context, ids.includes(asked) ? input : { ...input, Id: find(asked, ids) ?? asked });
  }),
});

const PROTOTYPE = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];

/** What goes wrong with ids that a client made up. */
export const oddIdFaults: Fault[] = [
  fails('with-a-slash', 'An id with an encoded slash is answered 500.', (id) => id.includes('/')),
  fails('with-a-quote', 'An id with a quotation mark breaks a query.', (id) => id.includes("'")),
  fails('with-a-double-quote', 'An id with a double quotation mark is answered 500.', (id) => id.includes('"')),
  fails('with-a-backslash', 'An id with a backslash is answered 500.', (id) => id.includes('\\')),
  fails('with-a-control-character', 'An id with a control character is answered 500.', (id) => /[\x01-\x1f]/.test(id)),
  fails('with-a-null', 'An id with a null character is answered 500.', (id) => id.includes('\0')),
  fails('beyond-ascii', 'An id with letters beyond ASCII is answered 500.', (id) => /[^\0-\x7f]/.test(id)),
  fails('beyond-the-bmp', 'An id with an emoji is answered 500.', (id) => /[\u{10000}-\u{10ffff}]/u.test(id)),
  fails(
    'of-300-characters',
    'An id of 256 characters or more is answered 500, for it is a file name.',
    (id) => id.length > 255,
  ),
  fails('of-2000-characters', 'An id of a thousand characters or more is answered 500.', (id) => id.length > 1_000),
  fails('with-a-blank', 'An id with a blank is answered 500.', (id) => id.includes(' ')),
  fails('with-markup', 'An id with markup breaks the answer.', (id) => id.includes('<')),
  fails('with-a-percent-sign', 'An id with a percent sign is decoded twice and answered 500.', (id) =>
    id.includes('%'),
  ),
  fails('with-a-brace', 'An id with braces breaks a format.', (id) => /[{}]/.test(id)),
  fails('with-a-bracket', 'An id with brackets breaks an expression.', (id) => /[[\]()*+?]/.test(id)),
  fails('with-a-full-stop', 'An id with a full stop is answered 500, for it is taken for a file.', (id) =>
    id.includes('.'),
  ),
  fails('with-a-colon', 'An id with a colon is answered 500.', (id) => id.includes(':')),
  fails('that-is-no-uuid', 'An id that is no UUID is answered 500.', (id) => !/^[0-9a-f-]{36}$/.test(id)),
  fails('that-is-a-number', 'An id of digits alone is answered 500.', (id) => /^\d+$/.test(id)),
  fails('of-the-prototype', 'An id that is a property of every object is answered 500.', (id) =>
    PROTOTYPE.includes(id),
  ),
  fails(
    'that-is-odd-in-an-update',
    'An update of an id that is no UUID is answered 500.',
    (id) => !/^[0-9a-f-]{36}$/.test(id),
    [UPDATE],
  ),
  fails(
    'that-is-odd-in-a-delete',
    'A delete of an id that is no UUID is answered 500.',
    (id) => !/^[0-9a-f-]{36}$/.test(id),
    [DELETE],
  ),
  finds('matched-by-its-beginning', 'A read takes the beginning of an id for all of it.', (asked, ids) =>
    ids.find((id) => asked !== '' && id.startsWith(asked)),
  ),
  finds('matched-by-its-end', 'A read takes the end of an id for all of it.', (asked, ids) =>
    ids.find((id) => id.endsWith(asked)),
  ),
  finds('matched-when-longer', 'A read looks at the first 36 characters of an id.', (asked, ids) =>
    ids.find((id) => asked.startsWith(id)),
  ),
  finds('matched-by-pattern', 'A percent sign in an id matches anything.', (asked, ids) => {
    const form = asked.split('%').map((part) => part.replaceAll(/[^A-Za-z0-9-]/g, '\\$&'));
    return asked.includes('%') ? ids.find((id) => new RegExp(`^${form.join('.*')}$`).test(id)) : undefined;
  }),
  finds('matched-by-wildcard', 'An asterisk in an id matches anything.', (asked, ids) =>
    asked === '*' ? ids[0] : undefined,
  ),
  finds('matched-by-its-first-part', 'An id is what stands before its first hyphen.', (asked, ids) =>
    ids.find((id) => id.split('-')[0] === asked.split('-')[0]),
  ),
  finds('cut-at-a-null', 'An id ends at a null character.', (asked, ids) =>
    ids.find((id) => asked.split('\0')[0] === id),
  ),
  finds(
    'matched-when-longer-in-an-update',
    'An update looks at the first 36 characters of an id.',
    (asked, ids) => ids.find((id) => asked.startsWith(id)),
    [UPDATE],
  ),
  finds(
    'matched-by-its-beginning-in-an-update',
    'An update takes the beginning of an id for all of it.',
    (asked, ids) => ids.find((id) => id.startsWith(asked)),
    [UPDATE],
  ),
  finds(
    'matched-when-longer-in-a-delete',
    'A delete looks at the first 36 characters of an id.',
    (asked, ids) => ids.find((id) => asked.startsWith(id)),
    [DELETE],
  ),
  finds(
    'matched-by-its-beginning-in-a-delete',
    'A delete takes the beginning of an id for all of it.',
    (asked, ids) => ids.find((id) => id.startsWith(asked)),
    [DELETE],
  ),
  {
    name: 'id-of-the-prototype-read',
    kind: 'written',
    breaks: 'lifecycle.read.odd-id',
    about: 'Reading a property of every object gives an empty policy.',
    operate: around(
      [GET],
      (next) => (context, input) =>
        PROTOTYPE.includes(String(input.Id))
          ? { output: { ContinuousDeploymentPolicy: {}, ETag: 'E' } }
          : next(context, input),
    ),
  },
];
