import { describeKeyword } from '../testing/describe-keyword.ts';
import { pattern } from './pattern.ts';

describeKeyword(pattern, {
  structure: { properties: { Height: { type: 'string', pattern: '^[a-z]{1,9}$' } } },
  fitting: [{ Height: 'oak' }],
  breaking: [{ Height: 'Oak' }, { Height: '' }],
  demand: 'Height must match ^[a-z]{1,9}$',
  violations: [
    'bare prefix',
    'upper case',
    'prefix not at the start',
    'empty',
    'inner blank',
    'non-ASCII',
    'non-BMP',
    'combining mark',
    'tab',
    'line ends',
    'surrounding blanks',
    'underscore',
  ],
});
