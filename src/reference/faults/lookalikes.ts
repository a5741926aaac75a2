import { replaced } from './config.ts';
import type { Fault } from './fault.ts';
import { stores } from './fields.ts';

/** A header value that looks like something else, and what a careless reader makes of it. */
const misread = (name: string, about: string, change: (text: string) => string): Fault =>
  stores(`value-${name}`, about, (config) =>
    replaced(config, 'value', (value) => (typeof value === 'string' ? change(value) : value)),
  );

/** Changes only the texts that match. */
const matching =
  (form: RegExp, change: (text: string) => string) =>
  (text: string): string =>
    form.test(text) ? change(text) : text;

const words = (meanings: Record<string, string>) => (text: string) =>
  Object.hasOwn(meanings, text) ? meanings[text]! : text;

/** Text that an XML, YAML, JSON or template library takes for something else. */
export const lookalikeFaults: Fault[] = [
  misread(
    'digits-read-as-number',
    'A value made of digits is stored as a number.',
    matching(/^\d+$/, (text) => String(Number(text))),
  ),
  misread(
    'decimals-read-as-number',
    'A value that is a decimal is stored as a number.',
    matching(/^-?\d+\.\d+$/, (text) => String(Number(text))),
  ),
  misread(
    'exponents-read-as-number',
    'A value in exponent notation is stored as a number.',
    matching(/^\d+e\d+$/i, (text) => String(Number(text))),
  ),
  misread(
    'hexadecimals-read-as-number',
    'A value that starts with 0x is stored as a number.',
    matching(/^0x[0-9a-f]+$/i, (text) => String(Number(text))),
  ),
  misread(
    'signs-dropped',
    'A value that is a number with a sign loses the sign where it says nothing.',
    matching(/^(\+\d+|-0)$/, (text) => text.slice(1)),
  ),
  misread(
    'large-numbers-rounded',
    'A value of seventeen or more digits is rounded to what a double can hold.',
    matching(/^\d{17,}$/, (text) => String(BigInt(Number(text)))),
  ),
  misread(
    'digit-separators-dropped',
    'A value that is a number loses the marks between its digits.',
    matching(/^\d+([_,]\d{3})+$/, (text) => text.replaceAll(/[_,]/g, '')),
  ),
  misread(
    'booleans-capitalised',
    'The values true and false come back as True and False.',
    words({ true: 'True', false: 'False' }),
  ),
  misread(
    'tags-stripped',
    'A value that holds markup loses it.',
    matching(/<[^>]*>/, (text) => text.replace(/<[^>]*>/g, '')),
  ),
  misread('booleans-as-digits', 'The values true and false come back as 1 and 0.', words({ true: '1', false: '0' })),
  misread(
    'yaml-words-read-as-boolean',
    'The values yes, no, on and off come back as true and false.',
    words({ yes: 'true', on: 'true', no: 'false', off: 'false' }),
  ),
  misread('null-dropped', 'The value null comes back empty.', words({ null: '' })),
  misread(
    'none-dropped',
    'The values None, nil and undefined come back empty.',
    words({ None: '', nil: '', undefined: '' }),
  ),
  misread(
    'dates-read',
    'A value that is a date comes back as a moment.',
    matching(/^\d{4}-\d\d-\d\d$/, (text) => `${text}T00:00:00.000Z`),
  ),
  misread(
    'moments-rewritten',
    'A value that is a timestamp comes back with milliseconds.',
    matching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/, (text) => text.replace('Z', '.000Z')),
  ),
  misread(
    'not-a-number-dropped',
    'The values NaN and Infinity come back as null.',
    words({ NaN: 'null', Infinity: 'null' }),
  ),
  misread('json-read', 'A value that is JSON is stored as an object.', words({ '{}': '[object Object]', '[]': '' })),
  misread(
    'quotes-stripped',
    'A value in quotation marks loses them.',
    matching(/^(["']).*\1$/, (text) => text.slice(1, -1)),
  ),
  misread('dollars-expanded', 'A value is put into the answer by a replacement in which $$ stands for $.', (text) =>
    text.replaceAll('$$', '$'),
  ),
  misread(
    'match-expanded',
    'A value is put into the answer by a replacement in which $& stands for what was replaced.',
    (text) => text.replaceAll('$&', '{{value}}'),
  ),
  misread('placeholders-expanded', 'Placeholders in braces are replaced in values.', (text) =>
    text.replaceAll(/\$\{\w*\}|\{\{\w*\}\}/g, ''),
  ),
  misread('backslashes-read', 'Backslash escapes in values are replaced.', (text) =>
    text.replaceAll('\\n', '\n').replaceAll('\\\\', '\\'),
  ),
  misread('comments-stripped', 'A value ends at a number sign.', (text) => text.replace(/(?<=.)\s*#.*$/, '')),
  misread('cut-after-100', 'A value is cut after 100 characters.', (text) => text.slice(0, 100)),
  misread('normalised', 'Combining marks and their letters come back as one character.', (text) =>
    text.normalize('NFC'),
  ),
];
