import { describeKeyword } from '../testing/describe-keyword.ts';
import { exclusiveMinimum } from './exclusive-minimum.ts';

describeKeyword(exclusiveMinimum, {
  structure: { properties: { Height: { type: 'number', exclusiveMinimum: 0, maximum: 1, decimals: 2 } } },
  fitting: [{ Height: 0.01 }, {}],
  breaking: [{ Height: 0 }],
  demand: 'Height must be more than 0',
  edges: ['smallest supported'],
  violations: ['the bound itself', 'below'],
});
