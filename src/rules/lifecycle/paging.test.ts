import { describeRules } from '../../grade/testing/describe-rules.ts';

describeRules(
  [
    ['lifecycle.list.respects-max-items', 'list-one-too-many'],
    ['lifecycle.list.repeats-max-items', 'list-max-items-of-page'],
    ['lifecycle.list.pages', 'list-skips'],
    ['lifecycle.list.quantity', 'list-quantity-of-page'],
  ],
  { settle: 50, settleReads: 0 },
);
