import { expect, test } from 'vitest';
import { openText } from './open-text.ts';

const text = (name: string): string =>
  openText({ operation: 'PlantTree', matter: [name], broken: false, did: 'accepted' });

test.each([
  ['Tree.supported.required', 'no Tree'],
  ['Tree.Items.supported.minItems', 'Tree.Items with fewer entries than any example has'],
  ['Tree.Items.supported.maxItems', 'Tree.Items with more entries than any example has'],
  ['Tree.Name.supported.maxLength', 'a longer Tree.Name than any example has'],
  ['Tree.Name.supported.minLength', 'a shorter Tree.Name than any example has'],
  ['Tree.Name.supported.pattern', 'Tree.Name with other characters than the examples have'],
  ['Tree.Height.supported.decimals', 'Tree.Height with more decimals than the examples have'],
  ['Tree.Height.supported.exclusiveMinimum', 'Tree.Height exactly at its minimum'],
  ['Tree.Height.supported.exclusiveMaximum', 'Tree.Height exactly at its maximum'],
  ['Tree.Kind.supported.selects', 'a Tree.Kind that does not match the members beside it'],
  ['Tree.Kind.supported.unheard-of', 'Tree.Kind: unheard-of'],
  ['Tree.Name.empty', 'an empty Tree.Name'],
  ['Tree.Name.long', 'a very long Tree.Name'],
  ['Tree.Odd.unknown', 'a member Tree.Odd, which no page documents'],
  ['Tree.Height.spelling.leading-zero', 'an unusual spelling of Tree.Height (leading zero)'],
  ['Tree.Name.not-printable-ascii', 'Tree.Name beyond printable ASCII'],
  ['Tree.Name.surrounding-blanks', 'blanks around Tree.Name'],
  ['Tree.Height.rounds-to-bound', 'Tree.Height that rounds to its bound'],
  ['Tree.Height.unheard-of', 'Tree.Height: unheard-of'],
  ['empty.long', 'a very long empty'],
  ['wire.two-bodies', 'the form of the request: two bodies'],
])('%s is told as: %s', (name, words) => {
  expect(text(name)).toBe(words);
});

test('two broken rules leave open which code comes', () => {
  const matter = { operation: 'PlantTree', matter: ['A', 'B'], broken: true, did: 'refused' as const };
  expect(openText(matter)).toBe('which error code wins: A and B');
});
