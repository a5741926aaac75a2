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
  expect(profileLines([recordWith('orchard')]).join()).toMatch(/^No request showed/);
});
