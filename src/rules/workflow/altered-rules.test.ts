import { describeRules } from '../../grade/testing/describe-rules.ts';

describeRules(
  [
    ['continuous-deployment.unusual-parameters', 'distribution-id-with-two-dots-breaks-down'],
    ['continuous-deployment.update.altered-if-match', 'distribution-update-if-match-begins-with-it'],
    ['continuous-deployment.copy.altered-if-match', 'distribution-copy-if-match-compared-but-for-one'],
    ['continuous-deployment.delete.altered-if-match', 'distribution-delete-if-match-begins-with-it'],
    ['continuous-deployment.get.odd-id', 'distribution-found-by-its-beginning'],
  ],
  { most: 8 },
);
