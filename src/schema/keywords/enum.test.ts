import { describeKeyword } from '../testing/describe-keyword.ts';
import { enumeration } from './enum.ts';

describeKeyword(enumeration, {
  structure: { properties: { Height: { type: 'string', enum: ['Oak', 'Elm'] } } },
  fitting: [{ Height: 'Oak' }, {}],
  breaking: [{ Height: 'oak' }, { Height: '' }],
  demand: 'Height must be one of Oak, Elm',
  violations: ['unknown value', 'lower case', 'upper case', 'empty', 'something else'],
});
