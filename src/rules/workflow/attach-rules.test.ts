import { describeRules } from '../../grade/testing/describe-rules.ts';

describeRules(
  [
    ['continuous-deployment.attach.unknown', 'unknown-policy-attached'],
    ['continuous-deployment.attach', 'policy-id-not-stored'],
    ['continuous-deployment.attach.shows-on-staging', 'policy-id-not-on-staging'],
    ['continuous-deployment.attach.one-primary', 'policy-attached-twice'],
    ['continuous-deployment.attach.omitted', 'omitted-policy-id-detaches'],
    ['continuous-deployment.detach', 'empty-policy-id-ignored'],
  ],
  { most: 8 },
);
