import { describeRules } from '../../grade/testing/describe-rules.ts';

describeRules(
  [
    ['lifecycle.concurrency.ids', 'ids-from-a-coarse-clock'],
    ['lifecycle.concurrency.one-create-wins', 'racing-creates'],
    ['lifecycle.concurrency.create-during-delete', 'refused-create-kept'],
  ],
  { settle: 50, settleReads: 0 },
);
