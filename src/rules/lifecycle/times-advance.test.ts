import { describeRules } from '../../grade/testing/describe-rules.ts';

describeRules(
  [
    ['lifecycle.last-modified.advances', 'modified-on-create-only'],
    ['lifecycle.last-modified.agrees', 'modified-later-in-reads'],
    ['lifecycle.last-modified.is-now', 'modified-in-local-time'],
  ],
  { settle: 50, settleReads: 0 },
);
