import type { Contract } from '../core/contract.ts';
import type { Path } from '../core/json.ts';
import type { ActiveRule } from '../core/rule.ts';
import { preconditionOf } from '../double/precondition.ts';
import { callOf } from '../double/turn.ts';
import { accepted, outcomeText } from '../rules/expect.ts';
import { rulesOf } from '../rules/index.ts';
import { perContract } from '../wire/shapes.ts';
import type { AnswerCheck } from './answer-check.ts';

/** The rules of a run that demand a refusal, by id. */
const demanding = perContract((contract) => new Map(rulesOf(contract).active.map((rule) => [rule.id, rule])));

/**
 * What breaks a documented constraint, or lacks the version that it needs, is refused. Nothing is said of a body with
 * elements under wrong names, which a service may read in its own way.
 */
export function refusals(contract: Contract): AnswerCheck {
  return (turn) => {
    const call = callOf(turn);
    const { done, certificate: classification, unknownElements: strays = [] } = turn;
    if (!call || !done || !classification || !accepted(done) || strays.length > 0) return [];
    const rules = classification.broken.flatMap(({ rule, path }) => {
      const found = ruleFor(contract, call.operation, rule, path);
      return found ? [found] : [];
    });
    return [...new Set(rules)].map((rule) => ({
      rule,
      expected: 'a refusal',
      actual: `the request was accepted (${outcomeText(done)})`,
    }));
  };
}

/** The rule of a run that judges the same on the same operation. A missing version has a rule of its own. */
function ruleFor(contract: Contract, operation: string, id: string, path: Path): ActiveRule | undefined {
  const rules = demanding(contract);
  if (path.length === 1 && path[0] === preconditionOf(contract, operation)?.member)
    return [...rules.values()].find(
      (rule) => rule.id.endsWith('.requires-if-match') && rule.operations.includes(operation),
    );
  const rule = rules.get(id);
  return rule?.operations.includes(operation) ? rule : undefined;
}
