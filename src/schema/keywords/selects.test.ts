import { describeKeyword } from '../testing/describe-keyword.ts';
import { selects } from './selects.ts';

describeKeyword(selects, {
  structure: {
    properties: {
      Kind: { type: 'string', enum: ['Oak', 'Elm'] },
      OakConfig: { type: 'object' },
      ElmConfig: { type: 'object' },
    },
    required: ['Kind'],
    supported: { selects: { by: 'Kind', members: { Oak: 'OakConfig', Elm: 'ElmConfig' } } },
  },
  fitting: [{ Kind: 'Oak', OakConfig: {} }],
  breaking: [{ Kind: 'Oak' }, { Kind: 'Oak', ElmConfig: {} }],
  demand: 'exactly the one of OakConfig and ElmConfig that Kind names is given',
  violations: ['OakConfig absent', 'OakConfig with Kind Elm'],
});
