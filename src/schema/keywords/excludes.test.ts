import { describeKeyword } from '../testing/describe-keyword.ts';
import { excludes } from './excludes.ts';

describeKeyword(excludes, {
  structure: { properties: { Height: { type: 'string', excludes: ['Roof'] }, Roof: { type: 'string' } } },
  fitting: [{ Roof: 'r' }, { Height: 'h' }, { Height: 'h', Roof: '' }],
  breaking: [{ Height: 'h', Roof: 'r' }],
  demand: 'Height and Roof must not be given together',
  violations: ['with Roof'],
});
