import { describeRules } from '../../grade/testing/describe-rules.ts';

describeRules(
  [
    ['lifecycle.concurrency.at-most-one-update', 'lost-update'],
    ['lifecycle.concurrency.one-update-wins', 'racing-updates-all-refused'],
    ['lifecycle.concurrency.losers-change-nothing', 'refused-update-kept'],
  ],
  { settle: 50, settleReads: 0 },
);
