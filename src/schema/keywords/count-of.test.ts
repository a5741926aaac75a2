import { describeKeyword } from '../testing/describe-keyword.ts';
import { countOf } from './count-of.ts';

describeKeyword(countOf, {
  structure: {
    properties: {
      Quantity: { type: 'integer', countOf: 'Items' },
      Items: { type: 'array', items: { type: 'string' }, maxItems: 3 },
    },
    required: ['Quantity'],
  },
  fitting: [{ Quantity: 0 }, { Quantity: 1, Items: ['a'] }],
  breaking: [{ Quantity: 1 }, { Quantity: 1, Items: ['a', 'b'] }],
  demand: 'Quantity must be the number of Items',
  violations: [
    'one more than there are',
    'one less than there are',
    'many more',
    'of nine digits',
    'of forty digits',
    'negative',
    'Items absent',
  ],
});
