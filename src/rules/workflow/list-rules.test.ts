import { describeRules } from '../../grade/testing/describe-rules.ts';

describeRules(
  [
    ['continuous-deployment.list.is-truncated', 'distribution-list-never-truncated'],
    ['continuous-deployment.list.agrees-with-get', 'distribution-list-domain-of-the-first'],
    ['continuous-deployment.list.odd-page', 'distribution-list-fails-on-odd-pages'],
  ],
  { most: 8 },
);
