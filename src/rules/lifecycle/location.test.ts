import { describeRules } from '../../grade/testing/describe-rules.ts';

describeRules([['lifecycle.create.location', 'location-of-the-collection']], { settle: 50, settleReads: 0 });
