import type { Json, JsonObject } from '../../../src/core/json.ts';
import { valueAt } from '../../../src/core/path.ts';
import { PLACES } from '../../../src/reference/checks/places.ts';
import { replaced } from '../../../src/reference/faults/config.ts';
import { type Bug, CONFIG, CREATE, failing, ownPart, storing, UPDATE } from './bug.ts';

const text = (name: string, change: (text: string) => string): Bug => ({
  kind: 'texts',
  name,
  modification: storing('value', change),
});

/** Bugs with texts, each in the store. */
const texts: Bug[] = [
  text('octal numbers become decimal', (value) =>
    /^0[0-7]+$/.test(value) ? String(Number.parseInt(value, 8)) : value,
  ),
  text('y and n become booleans', (value) => ({ y: 'true', n: 'false', Y: 'true', N: 'false' })[value] ?? value),
  text('times become seconds', (value) => (/^\d+:\d\d$/.test(value) ? '750' : value)),
  text('plus signs become blanks', (value) => value.replaceAll('+', ' ')),
  text('percent escapes are decoded', (value) =>
    value.replaceAll(/%([0-9a-f]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
  ),
  text('letters beyond ASCII are read as Latin-1', (value) =>
    Buffer.from(value, 'utf8')
      .toString('latin1')
      .replaceAll(/[\x80-\x9f]/g, '?'),
  ),
  text('what is beyond the first plane is lost', (value) => value.replaceAll(/[\u{10000}-\u{10ffff}]/gu, '')),
  text('invisible characters are removed', (value) => value.replaceAll(/[\u200b-\u200f\ufeff\u00ad]/g, '')),
  text('no-break spaces become blanks', (value) => value.replaceAll('\u00a0', ' ')),
  text('only the first of a list separated by commas is kept', (value) => value.split(',')[0]!),
  text('what follows a semicolon is lost', (value) => value.replace(/;.*$/s, '')),
  text('what follows an equals sign is lost', (value) => value.replace(/=.*$/s, '')),
  text('a value is cut after 63 characters', (value) => value.slice(0, 63)),
  text('a value is cut after 255 characters', (value) => value.slice(0, 255)),
  text('a trailing dot or slash is removed', (value) => value.replace(/(?<=.)[./]$/, '')),
  text('paths are normalised', (value) => value.replaceAll('../', '')),
  text('backslashes become slashes', (value) => value.replaceAll('\\', '/')),
  text('full-width letters become narrow', (value) => value.normalize('NFKC')),
  text('values are lower-cased', (value) => value.toLowerCase()),
  text('a capital in the middle is lower-cased', (value) =>
    value.replaceAll(/(?<=[a-z])[A-Z]/g, (one) => one.toLowerCase()),
  ),
  text('SQL quotes are doubled', (value) => value.replaceAll("'", "''")),
  text('tags are stripped', (value) => value.replaceAll(/<[^>]*>/g, '')),
  text('entities are escaped once more', (value) => value.replaceAll('&', '&amp;')),
  text('format directives are expanded', (value) => value.replaceAll(/%[sdn]/g, '')),
  text('braces are formatted', (value) => value.replaceAll(/\{\d*\}/g, '')),
  {
    kind: 'texts',
    name: 'a header name of 64 characters or more is cut',
    modification: storing(
      'header',
      ownPart((own) => own.slice(0, 63)),
    ),
  },
  {
    kind: 'texts',
    name: 'underscores in header names become hyphens',
    modification: storing(
      'header',
      ownPart((own) => own.replaceAll('_', '-')),
    ),
  },
  {
    kind: 'texts',
    name: 'digits in header names are lost',
    modification: storing(
      'header',
      ownPart((own) => own.replaceAll(/^\d+$/g, 'x')),
    ),
  },
  {
    kind: 'texts',
    name: 'a value that looks like a number makes an update fail',
    modification: failing([UPDATE], (input) => /^\d+\.\d+$/.test(at(input, 'value'))),
  },
  {
    kind: 'texts',
    name: 'a value of 4,000 characters makes a create fail',
    modification: failing([CREATE], (input) => at(input, 'value').length > 4_000),
  },
  {
    kind: 'texts',
    name: 'a value with an emoji makes a create fail',
    modification: failing([CREATE], (input) => /[\u{10000}-\u{10ffff}]/u.test(at(input, 'value'))),
  },
];

const at = (input: JsonObject, place: keyof typeof PLACES): string => {
  const config = input[CONFIG] as JsonObject | undefined;
  const value = config && valueAt(config, PLACES[place]);
  return value === undefined ? '' : String(value);
};

const number = (
  name: string,
  when: (input: JsonObject) => boolean,
  operations = [CREATE, UPDATE] as string[],
): Bug => ({
  kind: 'numbers',
  name,
  modification: failing(operations, when),
});

const quantity = (input: JsonObject): string =>
  String(valueAt((input[CONFIG] ?? {}) as JsonObject, ['StagingDistributionDnsNames', 'Quantity']) ?? '');

/** A number of a policy is stored as something else. */
const stored = (name: string, place: 'weight' | 'idleTtl' | 'maximumTtl', change: (value: Json) => Json): Bug => ({
  kind: 'numbers',
  name,
  modification: {
    decide: ({ kept }) => ({
      kept: (sent, before) => {
        const config = kept(sent, before);
        return config.DefaultCacheBehavior === undefined ? replaced(config, place, change) : config;
      },
    }),
  },
});

const numbers: Bug[] = [
  number('a Quantity of ten digits fails', (input) => quantity(input).length >= 10),
  number('a negative Quantity fails', (input) => quantity(input).startsWith('-')),
  number('a Quantity beyond 64 bits fails', (input) => /^\d{20,}$/.test(quantity(input))),
  number('an IdleTTL of twenty digits fails', (input) => at(input, 'idleTtl').length >= 20),
  number('a negative MaximumTTL fails', (input) => at(input, 'maximumTtl').startsWith('-')),
  number('an IdleTTL of 65536 fails on update', (input) => at(input, 'idleTtl') === '65536', [UPDATE]),
  number('a Weight that is no number fails', (input) => /^[a-z]/i.test(at(input, 'weight'))),
  number('a Weight in exponent notation fails', (input) => /\de/.test(at(input, 'weight'))),
  stored('Weight is kept in whole percents', 'weight', (value) => Math.round(Number(value) * 100) / 100),
  stored('Weight is kept in single precision', 'weight', (value) => Math.fround(Number(value) * 1.0001)),
  stored('IdleTTL is kept in whole minutes', 'idleTtl', (value) => Math.floor(Number(value) / 60) * 60),
  stored('MaximumTTL of an hour becomes zero', 'maximumTtl', (value) => (value === 3600 ? 300 : value)),
  stored('the switch of IdleTTL and MaximumTTL', 'idleTtl', (value) => (Number(value) > 1_000 ? 1_000 : value)),
];

export const VALUE_BUGS: readonly Bug[] = [...texts, ...numbers];
