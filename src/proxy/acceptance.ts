import { configMember, operationOf } from '../contracts/resource.ts';
import type { Contract, Resource } from '../core/contract.ts';
import type { JsonObject } from '../core/json.ts';
import type { Outcome } from '../core/outcome.ts';
import { valueAt } from '../core/path.ts';
import { callOf } from '../double/turn.ts';
import { circumstantial, outcomeText } from '../rules/expect.ts';
import type { AnswerCheck } from './answer-check.ts';

const RULES = {
  create: {
    id: 'lifecycle.create.accepts-supported',
    evidence: 'documented',
    demands: 'a supported create must succeed',
  },
  update: {
    id: 'lifecycle.update.accepts-supported',
    evidence: 'documented',
    demands: 'a supported update must succeed',
  },
} as const;

/**
 * Supported requests succeed. Nothing is said where another thing may be the reason: a name of something that this
 * conversation never saw, a version, or what else there is in the account.
 */
export function acceptance(contract: Contract): AnswerCheck {
  const resources = Object.values(contract.resources).filter(({ minimal }) => minimal === undefined);
  const seen = new Set<string>();
  return (turn) => {
    const call = callOf(turn);
    const { done, certificate: classification } = turn;
    if (!call || !done) return [];
    learn(contract, done, seen);
    if (classification?.answer !== 'supported' || done.kind !== 'refused' || done.status >= 500) return [];
    const { operation, input } = call;
    const resource = resources.find((resource) =>
      [operationOf(resource, 'create'), operationOf(resource, 'update')].includes(operation),
    );
    if (!resource || circumstantial(contract, done) || isOfVersion(resource, done.error.code)) return [];
    if (!namesKnown(resource, input, seen)) return [];
    const rule = RULES[operationOf(resource, 'create') === operation ? 'create' : 'update'];
    return [{ rule, expected: 'success, because the documentation supports all of it', actual: outcomeText(done) }];
  };
}

const isOfVersion = ({ errors }: Resource, code: string): boolean =>
  [errors.notFound, errors.missingIfMatch, ...errors.staleIfMatch].includes(code);

function namesKnown(resource: Resource, input: JsonObject, seen: ReadonlySet<string>): boolean {
  return (resource.dependsOn ?? []).every(({ path }) => {
    const name = valueAt(input, [configMember(resource), ...path]);
    return name === undefined || seen.has(String(name));
  });
}

/** Takes note of the values by which configurations name things. */
function learn({ resources }: Contract, outcome: Outcome, seen: Set<string>): void {
  if (outcome.kind !== 'response') return;
  for (const { dependsOn = [] } of Object.values(resources))
    for (const { member } of dependsOn) {
      const value = valueAt(outcome.output, member);
      if (typeof value === 'string') seen.add(value);
    }
}
