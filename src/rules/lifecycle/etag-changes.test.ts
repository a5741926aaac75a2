import { describeRules } from '../../grade/testing/describe-rules.ts';

describeRules([['lifecycle.etag.changes', 'etag-rotates-twice-only']], { settle: 50, settleReads: 0 });
