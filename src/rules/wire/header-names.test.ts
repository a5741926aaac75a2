import { describeRules } from '../../grade/testing/describe-rules.ts';

describeRules([['wire.header-names', 'header-names-compared-by-case']]);
