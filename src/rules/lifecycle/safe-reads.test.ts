import { describeRules } from '../../grade/testing/describe-rules.ts';

describeRules([['lifecycle.safe-reads', 'listing-turns-the-last-switch']], { settle: 50, settleReads: 0, most: 20 });
