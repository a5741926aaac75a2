import { describeKeyword } from '../testing/describe-keyword.ts';
import { atMost } from './at-most.ts';

describeKeyword(atMost, {
  structure: {
    properties: {
      Height: { type: 'integer', minimum: 1, maximum: 9, atMost: 'Roof' },
      Roof: { type: 'integer', minimum: 1, maximum: 9 },
    },
    required: ['Height', 'Roof'],
  },
  fitting: [{ Height: 3, Roof: 3 }],
  breaking: [{ Height: 4, Roof: 3 }],
  demand: 'Height must not exceed Roof',
  edges: ['equal to Roof, both smallest', 'equal to Roof, both largest', 'far below Roof'],
  violations: ['one above Roof', 'one above Roof, at the top', 'far above Roof'],
});
