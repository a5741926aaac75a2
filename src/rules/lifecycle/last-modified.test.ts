import { describeRules } from '../../grade/testing/describe-rules.ts';

describeRules(
  [
    ['lifecycle.last-modified.stays', 'last-modified-is-now'],
    ['lifecycle.last-modified.timestamp', 'modified-in-words'],
    ['lifecycle.last-modified.never-goes-back', 'modified-goes-back'],
  ],
  { settle: 50, settleReads: 0 },
);
