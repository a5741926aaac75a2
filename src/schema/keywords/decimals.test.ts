import { describeKeyword } from '../testing/describe-keyword.ts';
import { decimals } from './decimals.ts';

describeKeyword(decimals, {
  structure: { properties: { Height: { type: 'number', minimum: 0, maximum: 1, decimals: 2 } } },
  fitting: [{ Height: 0.25 }, { Height: 1 }],
  breaking: [{ Height: 0.125 }],
  demand: 'Height must have at most 2 decimals',
  violations: ['one decimal more', 'seven decimals'],
});
