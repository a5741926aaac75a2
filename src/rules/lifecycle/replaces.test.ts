import { describeRules } from '../../grade/testing/describe-rules.ts';

describeRules([['lifecycle.update.replaces', 'update-merges']], { settle: 50, settleReads: 0 });
