import { describeRules } from '../../grade/testing/describe-rules.ts';

describeRules(
  [
    ['continuous-deployment.delete.attached-policy', 'attached-policy-deleted'],
    ['continuous-deployment.staging.disable-in-use', 'staging-disabled-under-policy'],
    ['continuous-deployment.staging.aliases', 'staging-with-aliases'],
    ['continuous-deployment.delete.enabled', 'enabled-distribution-deleted'],
    ['continuous-deployment.delete.named-staging', 'staging-deleted-under-policy'],
    ['continuous-deployment.delete.detached-policy', 'empty-policy-id-ignored'],
  ],
  { most: 8 },
);
