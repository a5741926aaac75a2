import type { Contract } from '../../core/contract.ts';
import type { Outcome } from '../../core/outcome.ts';
import type { AnswerRule } from '../../core/rule.ts';
import type { Call } from '../../core/target.ts';

/**
 * Says of a call whether its bytes were changed so that it is a request to another place than its operation's: by another
 * path, such as one with a slash at its end, or by another method. Routers may hand it to another service.
 */
export function elsewhereOf(contract: Contract): (call: Call, outcome: Outcome) => boolean {
  const places = new Map<string, { method: string; path: RegExp }>();
  return ({ operation, wire }, { exchange }) => {
    if (!wire || !exchange) return false;
    let place = places.get(operation);
    if (!place) {
      const { method, path } = contract.operations[operation]!;
      places.set(operation, (place = { method, path: patternOf(path) }));
    }
    const { method, path } = exchange.request;
    return method !== place.method || !place.path.test(path);
  };
}

/** Matches the paths of an operation, below whatever path the endpoint has, with or without a query. */
function patternOf(template: string): RegExp {
  const literal = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const pieces = template.split(/\{[^}]*\}/).map(literal);
  return new RegExp(`${pieces.join('[^/?]+')}(\\?.*)?$`);
}

/** The rule, without a word on answers that may come from another service. */
export function onlyHere(contract: Contract, rule: AnswerRule): AnswerRule {
  const isElsewhere = elsewhereOf(contract);
  return {
    ...rule,
    judge: (call, outcome, classification) =>
      isElsewhere(call, outcome) ? undefined : rule.judge(call, outcome, classification),
  };
}
