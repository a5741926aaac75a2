import { describeRules } from '../../grade/testing/describe-rules.ts';

describeRules(
  [
    ['lifecycle.read.odd-id', 'id-of-300-characters-fails'],
    ['lifecycle.read.altered-id', 'id-matched-by-its-beginning'],
    ['lifecycle.update.altered-id', 'id-matched-when-longer-in-an-update'],
    ['lifecycle.delete.altered-id', 'id-matched-when-longer-in-a-delete'],
  ],
  { settle: 50, settleReads: 0 },
);
