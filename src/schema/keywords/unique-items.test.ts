import { describeKeyword } from '../testing/describe-keyword.ts';
import { uniqueItems } from './unique-items.ts';

describeKeyword(uniqueItems, {
  structure: {
    properties: {
      Height: { type: 'array', items: { type: 'string', enum: ['a', 'b', 'c', 'd'] }, uniqueItems: true, maxItems: 3 },
    },
  },
  fitting: [{ Height: ['a', 'b'] }],
  breaking: [{ Height: ['a', 'a'] }],
  demand: 'Height must not hold an item twice',
  violations: ['an item twice'],
});
