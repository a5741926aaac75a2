import { describeRules } from '../../grade/testing/describe-rules.ts';

describeRules(
  [
    ['lifecycle.read.unknown-id', 'read-unknown-id'],
    ['lifecycle.update.unknown-id', 'update-creates'],
    ['lifecycle.delete.unknown-id', 'delete-twice'],
    ['lifecycle.read.deleted', 'delete-leaves-config'],
    ['lifecycle.update.deleted', 'update-creates'],
    ['lifecycle.delete.twice', 'delete-twice'],
    ['lifecycle.update.requires-if-match', 'if-match-optional-on-update'],
    ['lifecycle.delete.requires-if-match', 'if-match-optional-on-delete'],
    ['lifecycle.update.refuses-stale-if-match', 'if-match-first-version'],
    ['lifecycle.delete.refuses-stale-if-match', 'if-match-any-value-on-delete'],
    ['lifecycle.update.refuses-garbage-if-match', 'if-match-any-value-on-update'],
    ['lifecycle.delete.refuses-garbage-if-match', 'if-match-ignored-on-delete'],
    ['lifecycle.update.accepts-fresh-if-match', 'etag-old-in-update'],
    ['lifecycle.delete.accepts-fresh-if-match', 'if-match-refused-when-right-on-delete'],
  ],
  { settle: 50, settleReads: 0 },
);
