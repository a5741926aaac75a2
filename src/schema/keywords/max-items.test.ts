import { describeKeyword } from '../testing/describe-keyword.ts';
import { maxItems } from './max-items.ts';

describeKeyword(maxItems, {
  structure: { properties: { Height: { type: 'array', items: { type: 'string' }, maxItems: 2 } } },
  fitting: [{ Height: ['a', 'b'] }],
  breaking: [{ Height: ['a', 'b', 'c'] }],
  demand: 'Height must have at most 2 items',
  edges: ['most'],
  violations: ['one too many'],
});
