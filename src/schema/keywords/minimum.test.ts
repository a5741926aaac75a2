import { describeKeyword } from '../testing/describe-keyword.ts';
import { minimum } from './minimum.ts';

describeKeyword(minimum, {
  structure: { properties: { Height: { type: 'integer', minimum: 3, maximum: 9 } } },
  fitting: [{ Height: 3 }, {}],
  breaking: [{ Height: 2 }, { Height: -1 }],
  demand: 'Height must be at least 3',
  edges: ['smallest supported'],
  violations: ['just below', 'zero', 'negative', 'far below'],
});
