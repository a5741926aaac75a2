import { describeRules } from '../../grade/testing/describe-rules.ts';

describeRules(
  [
    ['lifecycle.update.refuses-altered-if-match', 'if-match-compared-by-its-beginning-on-update'],
    ['lifecycle.delete.refuses-altered-if-match', 'if-match-begins-with-it-on-delete'],
  ],
  { settle: 50, settleReads: 0 },
);
