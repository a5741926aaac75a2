import { describeRules } from '../../grade/testing/describe-rules.ts';

describeRules(
  [
    ['lifecycle.update.each-member', 'update-of-idle-ttl-alone-ignored'],
    ['lifecycle.etag.each-member', 'etag-kept-where-value-alone-changes'],
  ],
  { settle: 50, settleReads: 0 },
);
