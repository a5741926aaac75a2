import { describeRules } from '../../grade/testing/describe-rules.ts';

describeRules(
  [
    ['continuous-deployment.parts.accepted', 'distribution-error-pages-refused'],
    ['continuous-deployment.promote.unknown-staging', 'promotion-of-unknown-staging'],
    ['continuous-deployment.promote.unknown-primary', 'promotion-of-unknown-primary'],
    ['continuous-deployment.promote.altered-etag', 'promotion-compares-etags-by-beginning'],
    ['continuous-deployment.promote.one-etag', 'promotion-with-one-etag'],
    ['continuous-deployment.promote.swapped-etags', 'promotion-with-etags-in-any-order'],
    ['continuous-deployment.promote.primary-etag-twice', 'promotion-with-the-primary-etag-twice'],
    ['continuous-deployment.update.last-modified', 'distribution-update-keeps-time'],
    ['continuous-deployment.copy.etag', 'copy-answers-etag-of-primary'],
    ['continuous-deployment.copy.own', 'copy-has-domain-of-primary'],
    ['continuous-deployment.create.location', 'location-arn'],
    ['continuous-deployment.last-modified.advances', 'promotion-keeps-time'],
  ],
  { most: 8 },
);
