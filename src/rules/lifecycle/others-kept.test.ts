import { describeRules } from '../../grade/testing/describe-rules.ts';

describeRules([['lifecycle.concurrency.others-kept', 'whole-state-written-back']], {
  settle: 50,
  settleReads: 0,
  most: 7,
});
