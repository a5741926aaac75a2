import { describeRules } from '../../grade/testing/describe-rules.ts';

describeRules(
  [
    ['continuous-deployment.second-policy', 'second-policy-accepted'],
    ['continuous-deployment.identical-policy', 'identical-policy-breaks-down'],
    ['continuous-deployment.move-to-taken', 'second-policy-accepted'],
    ['continuous-deployment.moving-frees', 'update-frees-no-name'],
    ['continuous-deployment.moving-takes', 'update-takes-no-name'],
    ['continuous-deployment.deleting-frees', 'delete-keeps-name'],
  ],
  { most: 8 },
);
