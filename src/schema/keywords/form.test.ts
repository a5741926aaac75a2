import { describeKeyword } from '../testing/describe-keyword.ts';
import { form } from './form.ts';

describeKeyword(form, {
  structure: { properties: { Height: { type: 'string', form: '<ETag of one>, <ETag of two>' } } },
  fitting: [{ Height: 'E1, E2' }, { Height: 'E1,E2' }, { Height: '' }],
  breaking: [{ Height: 'E1' }, { Height: 'E1; E2' }],
  demand: 'Height must have the form <ETag of one>, <ETag of two>',
  violations: ['one part alone', 'no separator', 'another separator', 'a part missing'],
});
