import type { Contract } from '../core/contract.ts';
import type { ActiveRule, AnswerRule } from '../core/rule.ts';
import { carriedRules } from './constraint/carried-rules.ts';
import { constraintRules } from './constraint/constraint-rules.ts';
import { literalTextRules } from './constraint/literal-text.ts';
import { neededRules } from './constraint/needed-rules.ts';
import { twoAtOnceRule } from './constraint/two-at-once.ts';
import { lifecycleRules } from './lifecycle/index.ts';
import { answerRules } from './response/index.ts';
import { allowRule } from './wire/allow.ts';
import { headerNames } from './wire/header-names.ts';
import { wireRules } from './wire/wire-rules.ts';
import { continuousDeploymentRules } from './workflow/index.ts';

export interface Rules {
  answer: AnswerRule[];
  active: ActiveRule[];
}

/** Every rule that a contract gives, in the order in which they are judged. */
export function rulesOf(contract: Contract): Rules {
  return {
    answer: answerRules(contract),
    active: [
      ...constraintRules(contract),
      ...carriedRules(contract),
      ...literalTextRules(contract),
      ...neededRules(contract),
      ...wireRules(contract),
      headerNames(contract),
      allowRule(contract),
      ...lifecycleRules(contract),
      ...continuousDeploymentRules(contract),
      twoAtOnceRule(contract),
    ],
  };
}
