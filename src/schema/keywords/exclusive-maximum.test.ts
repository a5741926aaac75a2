import { describeKeyword } from '../testing/describe-keyword.ts';
import { exclusiveMaximum } from './exclusive-maximum.ts';

describeKeyword(exclusiveMaximum, {
  structure: { properties: { Height: { type: 'number', minimum: 0, exclusiveMaximum: 1, decimals: 2 } } },
  fitting: [{ Height: 0.99 }, {}],
  breaking: [{ Height: 1 }],
  demand: 'Height must be less than 1',
  edges: ['largest supported'],
  violations: ['the bound itself', 'above'],
});
