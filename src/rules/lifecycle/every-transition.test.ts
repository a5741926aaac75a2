import { describeRules } from '../../grade/testing/describe-rules.ts';

describeRules([['lifecycle.every-transition', 'if-match-of-another']], { settle: 50, settleReads: 0 });
