import fc from 'fast-check';
import type { Json } from '../../core/json.ts';
import { type Keyword, set } from '../keyword.ts';
import { matching } from '../matching.ts';
import type { Site } from '../site.ts';
import { numberDomain } from './number.ts';

const KINDS: Record<string, string> = { object: 'structure', array: 'list', string: 'text' };

/** A value is of this kind. Text where a number or boolean is due is judged by its spelling (spelling.ts) before. */
export const type: Keyword<string> = {
  name: 'type',
  validate: 'standard',
  breach: 'a value of another kind',
  demand: (kind, { member }) => `${member} must be ${kind === 'integer' ? 'an integer' : `a ${KINDS[kind] ?? kind}`}`,
  violations: (kind, site) => wrong(kind, site).map(([name, value]) => ({ name, edit: set(site.member, value) })),
  violation: (kind, site) =>
    fc
      .oneof(
        fc.constantFrom(...wrong(kind, site).map(([, value]) => value)),
        // No digit and no sign, so that no reader can take it for a number, and not a word that one takes for a boolean.
        matching('^[xqz][g-m]{1,12}$'),
      )
      .map((value) => set(site.member, value)),
};

function wrong(kind: string, { node }: Site): [string, Json][] {
  if (kind === 'object') return [['text', 'abc']];
  if (kind === 'boolean')
    return [
      ['a word', 'maybe'],
      ['empty', ''],
      ['a number', '2'],
    ];
  if (kind !== 'integer' && kind !== 'number') return [];
  const words: [string, Json][] = [
    ['a word', 'abc'],
    ['empty', ''],
    ['not a number', 'NaN'],
    ['infinite', 'Infinity'],
    ['digits and a letter', `${numberDomain(node).max}x`],
  ];
  return kind === 'integer' ? [['a fraction', numberDomain(node).min + 0.5], ...words] : words;
}
