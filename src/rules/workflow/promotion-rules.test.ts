import { describeRules } from '../../grade/testing/describe-rules.ts';

describeRules(
  [
    ['continuous-deployment.promote.requires-if-match', 'promotion-without-if-match'],
    ['continuous-deployment.promote.primary-etag', 'promotion-needs-staging-etag-only'],
    ['continuous-deployment.promote.answer', 'promotion-answers-staging'],
    ['continuous-deployment.promote.both-etags', 'promotion-needs-one-etag'],
    ['continuous-deployment.promote.copies', 'promotion-forgets-comment'],
    ['continuous-deployment.promote.keeps', 'promotion-loses-aliases'],
    ['continuous-deployment.promote.keeps-identity', 'promotion-makes-staging'],
    ['continuous-deployment.promote.new-etag', 'promotion-keeps-etag'],
    ['continuous-deployment.promote.leaves-staging', 'promotion-changes-staging'],
    ['continuous-deployment.promote.disables-policy', 'promotion-leaves-policy-enabled'],
  ],
  { most: 8 },
);
