import { describeKeyword } from '../testing/describe-keyword.ts';
import { minItems } from './min-items.ts';

describeKeyword(minItems, {
  structure: { properties: { Height: { type: 'array', items: { type: 'string' }, minItems: 1, maxItems: 3 } } },
  fitting: [{ Height: ['a'] }],
  breaking: [{ Height: [] }],
  demand: 'Height must have at least 1 item',
  edges: ['fewest'],
  violations: ['one too few'],
});
