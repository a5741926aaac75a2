import { describeRules } from '../../grade/testing/describe-rules.ts';

describeRules([['lifecycle.concurrency.linearizable', 'lost-update']], { settle: 50, settleReads: 0 });

describeRules([['lifecycle.concurrency.linearizable-reads', 'torn-read']], { settle: 50, settleReads: 0, most: 5 });
