import { expect, test } from 'vitest';
import type { OpenMatter } from '../core/open-matter.ts';
import { profileLines, profileOf } from './open-profile.ts';
import { emptyRecord, recordOf } from './record.ts';

const matter = (name: string, part: Partial<OpenMatter> = {}): OpenMatter => ({
  operation: 'PlantTree',
  matter: [name],
  broken: false,
  did: 'accepted',
  ...part,
});
const refused = (name: string, code: string, part: Partial<OpenMatter> = {}): OpenMatter =>
  matter(name, { did: 'refused', code, ...part });

const recordWith = (name: string, ...open: OpenMatter[]) => ({ ...emptyRecord(), target: { name }, open });

test('a profile is the same whatever the order of the events, and holds each answer once', () => {
  const events = [
    matter('Tree.Name.empty', { shown: 'not at all' }),
    refused('Tree.Name.empty', 'InvalidTree'),
    matter('Tree.Name.long', { shown: 'as meant' }),
  ].map((one) => ({ type: 'open' as const, ...one }));
  const profile = profileOf(recordOf([...events, ...events]));
  expect(profile).toEqual(profileOf(recordOf([...events].reverse())));
  expect(profile.map(({ key, did }) => [key, did])).toEqual([
    ['PlantTree: Tree.Name.empty', ['accepted, but not shown', 'refused with InvalidTree']],
    ['PlantTree: Tree.Name.long', ['accepted']],
  ]);
});

test('which of two codes wins is open only where the two rules alone have different codes', () => {
  const alone = [
    refused('A', 'One', { broken: true }),
    refused('B', 'Two', { broken: true }),
    refused('C', 'One', { broken: true }),
  ];
  const both = (...rules: string[]) => refused('', 'One', { matter: rules, broken: true });
  const profile = profileOf(recordWith('orchard', ...alone, both('A', 'B'), both('A', 'C'), both('A', 'D')));
  expect(profile.map(({ about }) => about)).toEqual(['which error code wins: A and B']);
});

test.each([
  ['Tree.Name.surrounding-blanks', 'blanks around Tree.Name'],
  ['Tree.Items.supported.maxItems', 'Tree.Items with more entries than any example has'],
  ['Tree.Name.supported.pattern.upper-case', 'Tree.Name with other characters than the examples have (upper case)'],
  ['Tree.Height.spelling.plus-sign', 'an unusual spelling of Tree.Height (plus sign)'],
  ['Tree.Root.supported.odd', 'Tree.Root: odd'],
  ['wire.byte-order-mark', 'the form of the request: byte order mark'],
])('%s is told in words', (name, words) => {
  expect(profileOf(recordWith('orchard', matter(name)))[0]!.about).toBe(words);
});

test('of several targets what differs comes first, what is alike once', () => {
  const lines = profileLines([
    recordWith('orchard', matter('Tree.Name.long'), matter('Tree.Name.empty')),
    recordWith('meadow', matter('Tree.Name.long'), refused('Tree.Name.empty', 'InvalidTree')),
  ]);
  expect(lines).toEqual([
    'Where the documentation is silent, 1 of 2 matters are handled differently:',
    '  an empty Tree.Name (Plant)',
    '      orchard  accepted',
    '      meadow   refused with InvalidTree',
    'Handled alike:',
    '  a very long Tree.Name (Plant): accepted',
  ]);
});

test('a target on which nothing open was tried says so', () => {
  expect(profileLines([recordWith('orchard')]).join()).toMatch(/^No request touched/);
});

test('of one target all that was tried is told, in the order of the matters, without a comparison', () => {
  const lines = profileLines([
    recordWith(
      'orchard',
      matter('Tree.Name.long'),
      matter('Tree.Age.empty'),
      refused('Tree.Name.empty', 'InvalidTree'),
    ),
  ]);
  expect(lines).toEqual([
    'Where the documentation is silent:',
    '  a very long Tree.Name (Plant): accepted',
    '  an empty Tree.Age (Plant): accepted',
    '  an empty Tree.Name (Plant): refused with InvalidTree',
  ]);
});

test('where all targets differ, nothing is called alike; what one was not asked says so', () => {
  const lines = profileLines([recordWith('orchard', matter('Tree.Name.long')), recordWith('meadow')]);
  expect(lines).toEqual([
    'Where the documentation is silent, 1 of 1 matters are handled differently:',
    '  a very long Tree.Name (Plant)',
    '      orchard  accepted',
    '      meadow   not tried',
  ]);
});

test('targets of the same name are told apart by their number', () => {
  const lines = profileLines([recordWith('orchard', matter('Tree.Name.long')), recordWith('orchard')]);
  expect(lines.slice(2)).toEqual(['      1. orchard  accepted', '      2. orchard  not tried']);
});

test('the same matter on several operations is one line, with the first word of each', () => {
  const lines = profileLines([
    recordWith(
      'orchard',
      matter('Tree.Name.long'),
      matter('Tree.Name.long', { operation: 'UpdateTree' }),
      matter('Tree.Name.long', { operation: 'odd' }),
    ),
  ]);
  expect(lines.slice(1)).toEqual(['  a very long Tree.Name (Plant, Update, odd): accepted']);
});

test('a code is known of a rule only where it was broken alone, and had one code', () => {
  const both = refused('', 'One', { matter: ['A', 'B'], broken: true });
  const about = (...open: OpenMatter[]) => profileOf(recordWith('orchard', ...open, both)).map(({ key }) => key);
  const one = refused('A', 'One', { broken: true });
  const two = refused('B', 'Two', { broken: true });
  expect(about(one, two)).toEqual(['PlantTree: A and B']);
  expect(about(one)).toEqual([]);
  expect(about(one, two, refused('B', 'Three', { broken: true }))).toEqual([]);
  expect(about(one, { ...two, operation: 'UpdateTree' })).toEqual([]);
  expect(about(one, matter('B', { broken: true }))).toEqual([]);
});
