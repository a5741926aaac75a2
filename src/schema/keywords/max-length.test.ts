import { describeKeyword } from '../testing/describe-keyword.ts';
import { maxLength } from './max-length.ts';

describeKeyword(maxLength, {
  structure: { properties: { Height: { type: 'string', maxLength: 5 } } },
  fitting: [{ Height: 'abcde' }],
  breaking: [{ Height: 'abcdef' }],
  demand: 'Height must have at most 5 characters',
  edges: ['longest'],
  violations: ['one too long', '10 kB'],
});
