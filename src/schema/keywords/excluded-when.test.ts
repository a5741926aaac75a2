import { describeKeyword } from '../testing/describe-keyword.ts';
import { excludedWhen } from './excluded-when.ts';

describeKeyword(excludedWhen, {
  structure: {
    properties: {
      Height: { type: 'string', excludedWhen: { by: 'Kind', values: ['Shrub'] } },
      Kind: { type: 'string', enum: ['Tree', 'Shrub'] },
    },
    required: ['Kind'],
  },
  fitting: [{ Kind: 'Shrub' }, { Kind: 'Tree', Height: 'h' }],
  breaking: [{ Kind: 'Shrub', Height: 'h' }],
  demand: 'Height must be omitted when Kind is Shrub',
  violations: ['with Kind Shrub'],
});
