import { describeKeyword } from '../testing/describe-keyword.ts';
import { prefix } from './prefix.ts';

describeKeyword(prefix, {
  structure: { properties: { Height: { type: 'string', prefix: 'tree-' } } },
  fitting: [{ Height: 'tree-oak' }, { Height: 'an-oak-TREE-' }],
  breaking: [{ Height: 'oak' }, { Height: 'tree' }],
  demand: 'Height must contain the prefix tree-',
  violations: [
    'last character missing',
    'last character changed',
    'first character missing',
    'another prefix',
    'no prefix',
  ],
});
