import { describeKeyword } from '../testing/describe-keyword.ts';
import { requires } from './requires.ts';

describeKeyword(requires, {
  structure: { properties: { Height: { type: 'string', requires: ['Roof'] }, Roof: { type: 'string' } } },
  fitting: [{}, { Roof: 'r' }, { Height: 'h', Roof: 'r' }],
  breaking: [{ Height: 'h' }, { Height: 'h', Roof: '' }],
  demand: 'Height requires Roof',
  violations: ['Roof absent'],
});
