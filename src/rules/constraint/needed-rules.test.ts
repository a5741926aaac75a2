import { describeRules } from '../../grade/testing/describe-rules.ts';

describeRules(
  [
    ['DistributionConfig.Comment.maxLength', 'long-comment-accepted'],
    ['CustomErrorResponse.ResponsePagePath.requires', 'error-page-code-off'],
    ['ViewerCertificate.ACMCertificateArn.requires', 'certificate-settings-off'],
    ['ViewerCertificate.ACMCertificateArn.excludes', 'one-certificate-off'],
    ['DefaultCacheBehavior.CachePolicyId.needsOneOf', 'default-cache-policy-off'],
    ['CookiePreference.WhitelistedNames.requiredWhen', 'whitelisted-cookies-off'],
    ['Origins.Items.uniqueBy', 'origin-ids-off'],
    ['Origin.ResponseCompletionTimeout.atLeastWithin', 'completion-timeout-off'],
  ],
  { most: 8 },
);
