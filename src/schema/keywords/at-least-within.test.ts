import { describeKeyword } from '../testing/describe-keyword.ts';
import { atLeastWithin } from './at-least-within.ts';

describeKeyword(atLeastWithin, {
  structure: {
    properties: {
      Height: { type: 'integer', minimum: 1, maximum: 90, atLeastWithin: { member: 'Size', structures: ['Root'] } },
      Root: { type: 'object', properties: { Size: { type: 'integer', minimum: 2, maximum: 9 } }, required: ['Size'] },
    },
    required: ['Height', 'Root'],
  },
  fitting: [{ Height: 3, Root: { Size: 3 } }],
  breaking: [{ Height: 2, Root: { Size: 3 } }],
  demand: 'Height must be at least the Size of Root',
  violations: ['one below Size'],
});
