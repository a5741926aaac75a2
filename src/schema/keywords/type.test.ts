import { describeKeyword } from '../testing/describe-keyword.ts';
import { type } from './type.ts';

describeKeyword(type, {
  structure: { properties: { Height: { type: 'integer', minimum: 1, maximum: 9 } } },
  fitting: [{ Height: 1 }, {}],
  breaking: [{ Height: 'high' }, { Height: true }],
  demand: 'Height must be an integer',
  violations: ['a fraction', 'a word', 'empty', 'not a number', 'infinite', 'digits and a letter'],
});
