import { describeRules } from '../../grade/testing/describe-rules.ts';

describeRules(
  [
    ['continuous-deployment.refused-move', 'refused-move-takes-name'],
    ['continuous-deployment.refused-delete', 'refused-delete-frees-name'],
    ['continuous-deployment.disabled-keeps', 'disabled-policy-frees-name'],
  ],
  { most: 8 },
);
