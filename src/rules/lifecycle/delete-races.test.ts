import { describeRules } from '../../grade/testing/describe-rules.ts';

describeRules(
  [
    ['lifecycle.concurrency.delete-and-delete', 'racing-deletes'],
    ['lifecycle.concurrency.delete-and-update', 'racing-deletes'],
  ],
  { settle: 50, settleReads: 0 },
);
