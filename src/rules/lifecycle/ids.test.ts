import { describeRules } from '../../grade/testing/describe-rules.ts';

describeRules(
  [
    ['lifecycle.id.unique', 'ids-from-a-coarse-clock'],
    ['lifecycle.id.never-reused', 'ids-reused'],
  ],
  { settle: 50, settleReads: 0 },
);
