import { describeRules } from '../../grade/testing/describe-rules.ts';

describeRules(
  [
    ['lifecycle.update.refused-changes-nothing', 'refused-update-partly-applied'],
    ['lifecycle.delete.refused-changes-nothing', 'delete-refused-but-done'],
  ],
  { settle: 50, settleReads: 0 },
);
