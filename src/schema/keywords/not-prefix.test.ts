import { describeKeyword } from '../testing/describe-keyword.ts';
import { notPrefix } from './not-prefix.ts';

describeKeyword(notPrefix, {
  structure: { properties: { Height: { type: 'string', notPrefix: 'aws:' } } },
  fitting: [{ Height: 'oak' }, { Height: 'my-aws:' }],
  breaking: [{ Height: 'aws:oak' }],
  demand: 'Height must not begin with aws:',
  violations: ['begins with it'],
});
