import { describeRules } from '../../grade/testing/describe-rules.ts';
import type { Modification } from '../../reference/modification.ts';

/** A limit far below the documented one. */
const narrow: Modification = {
  decide: () => ({
    limit: (rule, documented) => (rule.endsWith('Weight.maximum') ? { ...documented, value: 0.05 } : documented),
  }),
};

describeRules(
  [
    ['lifecycle.create.accepts-supported', narrow],
    ['lifecycle.create.echoes', 'weight-as-percent'],
    ['lifecycle.update.accepts-supported', 'if-match-refused-when-right'],
    ['lifecycle.update.echoes', 'update-forgets-traffic'],
  ],
  { settle: 50, settleReads: 0 },
);
