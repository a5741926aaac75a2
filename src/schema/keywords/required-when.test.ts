import { describeKeyword } from '../testing/describe-keyword.ts';
import { requiredWhen } from './required-when.ts';

describeKeyword(requiredWhen, {
  structure: {
    properties: { Height: { type: 'string' }, Kind: { type: 'string', enum: ['Tree', 'Shrub'] } },
    required: ['Kind'],
    requiredWhen: [{ member: 'Height', by: 'Kind', values: ['Tree'] }],
  },
  fitting: [{ Kind: 'Shrub' }, { Kind: 'Tree', Height: 'h' }],
  breaking: [{ Kind: 'Tree' }, { Kind: 'Tree', Height: '' }],
  demand: 'Height is required when Kind is Tree',
  violations: ['absent with Kind Tree'],
});
