import { describeRules } from '../../grade/testing/describe-rules.ts';

describeRules(
  [
    ['continuous-deployment.create.primary', 'primary-refused'],
    ['continuous-deployment.create.caller-reference', 'caller-reference-reused'],
    ['continuous-deployment.create.staging-aliases', 'staging-with-aliases'],
    ['continuous-deployment.create.policy', 'policy-attached-on-create'],
    ['continuous-deployment.copy.if-match', 'copy-without-if-match'],
    ['continuous-deployment.copy.makes-staging', 'copy-is-no-staging'],
    ['continuous-deployment.copy.enabled', 'copy-ignores-enabled'],
    ['continuous-deployment.copy.behaviour', 'copy-loses-origins'],
    ['continuous-deployment.copy.rest', 'copy-loses-comment'],
    ['continuous-deployment.copy.aliases', 'copy-keeps-aliases'],
    ['continuous-deployment.copy.leaves-primary', 'copy-changes-primary'],
    ['continuous-deployment.copy.leaves-etag', 'copy-changes-etag'],
    ['continuous-deployment.copy.caller-reference-used', 'caller-reference-reused'],
    ['continuous-deployment.copy.enabled-by-default', 'copy-is-disabled-by-default'],
    ['continuous-deployment.copy.unknown', 'distribution-copy-unknown-is-invalid'],
    ['continuous-deployment.get-config.agrees', 'distribution-config-has-own-etag'],
    ['continuous-deployment.get.unknown', 'distribution-get-unknown-is-invalid'],
    ['continuous-deployment.update.unknown', 'distribution-update-unknown-is-invalid'],
    ['continuous-deployment.delete.unknown', 'distribution-delete-unknown-is-invalid'],
    ['continuous-deployment.update.caller-reference', 'caller-reference-changed'],
    ['continuous-deployment.copy.separate', 'copy-shares-object'],
  ],
  { most: 8 },
);
