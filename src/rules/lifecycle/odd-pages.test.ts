import { describeRules } from '../../grade/testing/describe-rules.ts';

describeRules(
  [
    ['lifecycle.list.odd-max-items', 'list-max-items-fraction-repeated'],
    ['lifecycle.list.odd-page', 'list-fails-on-an-unknown-marker'],
  ],
  { settle: 50, settleReads: 0 },
);
