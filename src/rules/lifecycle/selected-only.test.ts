import { describeRules } from '../../grade/testing/describe-rules.ts';

describeRules([['lifecycle.selected-only', 'empty-header-beside-weight']], { settle: 50, settleReads: 0 });
