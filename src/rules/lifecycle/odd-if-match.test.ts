import { describeRules } from '../../grade/testing/describe-rules.ts';

describeRules([['lifecycle.update.odd-if-match', 'if-match-weak-breaks-down']], { settle: 50, settleReads: 0 });
