import { describeKeyword } from '../testing/describe-keyword.ts';
import { uniqueBy } from './unique-by.ts';

describeKeyword(uniqueBy, {
  structure: {
    properties: {
      Height: {
        type: 'array',
        maxItems: 3,
        uniqueBy: 'Id',
        items: {
          type: 'object',
          properties: { Id: { type: 'string', enum: ['a', 'b', 'c', 'd'] }, Age: { type: 'integer' } },
          required: ['Id'],
        },
      },
    },
  },
  fitting: [{ Height: [{ Id: 'a' }, { Id: 'b' }] }],
  breaking: [{ Height: [{ Id: 'a' }, { Id: 'a', Age: 2 }] }],
  demand: 'no two of Height may have the same Id',
  violations: ['an item twice'],
});
