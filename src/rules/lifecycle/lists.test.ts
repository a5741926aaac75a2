import { describeRules } from '../../grade/testing/describe-rules.ts';

describeRules(
  [
    ['lifecycle.list.after-create', 'list-misses-the-newest'],
    ['lifecycle.list.after-update', 'stale-list'],
    ['lifecycle.list.after-delete', 'delete-hides-from-reads-only'],
    ['lifecycle.list.echoes', 'idle-ttl-lost-in-list'],
  ],
  { settle: 50, settleReads: 0 },
);
