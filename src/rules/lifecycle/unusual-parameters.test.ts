import { describeRules } from '../../grade/testing/describe-rules.ts';

describeRules([['lifecycle.unusual-parameters', 'id-with-a-colon-fails-on-delete']], { settle: 50, settleReads: 0 });
