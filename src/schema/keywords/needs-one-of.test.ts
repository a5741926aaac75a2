import { describeKeyword } from '../testing/describe-keyword.ts';
import { needsOneOf } from './needs-one-of.ts';

describeKeyword(needsOneOf, {
  structure: {
    properties: { Height: { type: 'string' }, Width: { type: 'string' } },
    needsOneOf: [['Height', 'Width']],
  },
  fitting: [{ Height: 'h' }, { Width: 'w' }],
  breaking: [{}, { Height: '' }],
  demand: 'Height or Width is required',
  violations: ['neither of them'],
});
