import type { Contract } from '../../core/contract.ts';
import type { ActiveRule } from '../../core/rule.ts';
import { alteredRules } from './altered-rules.ts';
import { ATTACH_RULES } from './attach-rules.ts';
import { COPY_RULES } from './copy-rules.ts';
import { keepsNameRules } from './keeps-name.ts';
import { distributionListRules } from './list-rules.ts';
import { onePolicyRules } from './one-policy.ts';
import { COPY, CREATE_POLICY } from './operations.ts';
import { partRules } from './part-rules.ts';
import { PROMOTION_RULES } from './promotion-rules.ts';
import { PROTECTION_RULES } from './protection-rules.ts';
import { workflowRule } from './workflow-rule.ts';

/** Continuous deployment's own rules; none for a contract of another service. */
export function continuousDeploymentRules(contract: Contract): ActiveRule[] {
  if (!contract.operations[CREATE_POLICY] || !contract.operations[COPY]) return [];
  const workflow = [...COPY_RULES, ...ATTACH_RULES, ...PROMOTION_RULES, ...PROTECTION_RULES];
  return [
    ...onePolicyRules(contract),
    ...keepsNameRules(contract),
    ...workflow.map((rule) => workflowRule(contract, rule)),
    ...partRules(contract),
    ...distributionListRules(contract),
    ...alteredRules(contract),
  ];
}
