import { describeKeyword } from '../testing/describe-keyword.ts';
import { characters } from './characters.ts';

describeKeyword(characters, {
  structure: { properties: { Height: { type: 'string', characters: 'a-z 0-9 _ space' } } },
  fitting: [{ Height: 'oak 1_' }, { Height: '' }],
  breaking: [{ Height: 'Oak' }, { Height: 'oak!' }],
  demand: 'Height must hold only the characters a-z 0-9 _ space',
  violations: ['with !', 'with ,', 'with ;', 'with #', 'with |', 'with \u00fc', 'with \u{1f9ea}'],
});
