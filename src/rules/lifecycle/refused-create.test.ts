import { describeRules } from '../../grade/testing/describe-rules.ts';

describeRules([['lifecycle.create.refused-leaves-nothing', 'refused-create-kept']], { settle: 50, settleReads: 0 });
