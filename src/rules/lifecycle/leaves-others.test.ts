import { describeRules } from '../../grade/testing/describe-rules.ts';

describeRules(
  [
    ['lifecycle.create.leaves-others', 'create-shares-traffic'],
    ['lifecycle.update.leaves-others', 'update-overwrites-the-oldest'],
    ['lifecycle.delete.leaves-others', 'delete-takes-another'],
  ],
  { settle: 50, settleReads: 0 },
);
