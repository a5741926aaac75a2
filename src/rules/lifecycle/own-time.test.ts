import { describeRules } from '../../grade/testing/describe-rules.ts';

describeRules([['lifecycle.last-modified.own', 'refused-update-sets-time']], { settle: 50, settleReads: 0, most: 5 });
