import { describeRules } from '../../grade/testing/describe-rules.ts';

describeRules([['lifecycle.any-sequence', 'refused-update-kept']], { settle: 50, settleReads: 0 });
