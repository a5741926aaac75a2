import { describeRules } from '../../grade/testing/describe-rules.ts';

describeRules(
  [
    ['lifecycle.read.after-create', 'items-lost-in-read'],
    ['lifecycle.read.after-update', 'stale-read'],
    ['lifecycle.etag.agrees', 'etag-other-in-get-config'],
  ],
  { settle: 50, settleReads: 0 },
);
