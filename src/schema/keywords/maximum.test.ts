import { describeKeyword } from '../testing/describe-keyword.ts';
import { maximum } from './maximum.ts';

describeKeyword(maximum, {
  structure: { properties: { Height: { type: 'integer', minimum: 3, maximum: 9 } } },
  fitting: [{ Height: 9 }, {}],
  breaking: [{ Height: 10 }],
  demand: 'Height must not exceed 9',
  edges: ['largest supported'],
  violations: [
    'just above',
    'ten times',
    'beyond 32 bits',
    'wraps round in 32 bits',
    'beyond 64 bits',
    'of forty digits',
  ],
});
