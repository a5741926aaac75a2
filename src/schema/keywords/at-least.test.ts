import { describeKeyword } from '../testing/describe-keyword.ts';
import { atLeast } from './at-least.ts';

describeKeyword(atLeast, {
  structure: {
    properties: {
      Height: { type: 'integer', minimum: 1, maximum: 9, atLeast: 'Roof' },
      Roof: { type: 'integer', minimum: 1, maximum: 9 },
    },
    required: ['Height', 'Roof'],
  },
  fitting: [{ Height: 3, Roof: 3 }],
  breaking: [{ Height: 3, Roof: 4 }],
  demand: 'Height must be at least Roof',
  edges: ['equal to Roof'],
  violations: ['one below Roof'],
});
