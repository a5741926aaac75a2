import { expect, test } from 'vitest';
import { UsageError } from '../core/usage.ts';
import { assertSelected, selecting } from './select.ts';

const rules = ['answer.etag', 'lifecycle.list.pages', 'lifecycle.list.ids', 'Weight.maximum'].map((id) => ({ id }));
const select = (wanted: string[], excluded: string[] = []): string[] =>
  rules.filter(selecting(rules, wanted, excluded)).map(({ id }) => id);

test('all rules are selected where none is named', () => {
  expect(select([])).toHaveLength(4);
});

test('a rule is selected by any of the globs, whatever their case', () => {
  expect(select(['lifecycle.list.*', 'weight.*'])).toEqual([
    'lifecycle.list.pages',
    'lifecycle.list.ids',
    'Weight.maximum',
  ]);
});

test('what is excluded is left out, even where it is named', () => {
  expect(select(['lifecycle.*'], ['*.ids'])).toEqual(['lifecycle.list.pages']);
  expect(select([], ['lifecycle.*'])).toEqual(['answer.etag', 'Weight.maximum']);
});

test.each([
  ['wanted', ['answer.etga'], []],
  ['excluded', [], ['answer.etga']],
])('a glob of the %s that matches no rule is refused with the rule that may be meant', (_, wanted, excluded) => {
  expect(() => select(wanted, excluded)).toThrow('no rule matches answer.etga; did you mean answer.etag?');
});

test('a glob like no rule is told where rules are listed', () => {
  expect(() => select(['zzzzzzzzzzzz'])).toThrow(/the command rules lists them/);
});

test('leaving out all that was chosen is refused', () => {
  expect(() => assertSelected(0)).toThrow(UsageError);
  expect(() => assertSelected(1)).not.toThrow();
});
