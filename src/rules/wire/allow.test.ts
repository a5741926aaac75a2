import { describeRules } from '../../grade/testing/describe-rules.ts';

describeRules([['wire.allow', 'method-not-allowed-without-allow']]);
