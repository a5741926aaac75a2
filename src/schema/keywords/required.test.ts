import { describeKeyword } from '../testing/describe-keyword.ts';
import { required } from './required.ts';

describeKeyword(required, {
  structure: { properties: { Height: { type: 'integer' } }, required: ['Height'] },
  fitting: [{ Height: 1 }],
  breaking: [{}],
  demand: 'Height is required',
  violations: ['absent'],
});
