import { describeKeyword } from '../testing/describe-keyword.ts';
import { minLength } from './min-length.ts';

describeKeyword(minLength, {
  structure: { properties: { Height: { type: 'string', minLength: 2, maxLength: 5 } } },
  fitting: [{ Height: 'ab' }],
  breaking: [{ Height: 'a' }, { Height: '' }],
  demand: 'Height must have at least 2 characters',
  edges: ['shortest'],
  violations: ['one too short'],
});
