import fc from 'fast-check';
import { operationOf, resourceOf } from '../../contracts/resource.ts';
import type { Contract } from '../../core/contract.ts';
import type { Outcome } from '../../core/outcome.ts';
import type { ActiveRule } from '../../core/rule.ts';
import { RuleViolation, type TestContext } from '../../core/test-context.ts';
import { type ConstraintCase, twoAtOnce } from '../../schema/cases.ts';
import { type Constraint, constraints } from '../../schema/constraints.ts';
import { accepted, outcomeText } from '../expect.ts';
import { forAll } from '../property.ts';
import { handleOf, release, resolveReferences } from '../resource-handle.ts';

interface Pair {
  first: Constraint;
  second: Constraint;
  both: ConstraintCase;
}

/** A request that breaks two constraints is refused for one of them; which one is told and judged by nobody. */
export function twoAtOnceRule(contract: Contract): ActiveRule {
  const resources = Object.values(contract.resources).filter(({ minimal }) => minimal === undefined);
  return {
    kind: 'active',
    id: 'constraints.two-at-once',
    evidence: 'documented',
    demands: 'a request that breaks two rules must be refused, for either of them',
    citations: resources.flatMap((resource) => contract.operations[operationOf(resource, 'create')]!.basis.citations),
    operations: resources.map((resource) => operationOf(resource, 'create')),
    phases: ['random'],
    needs: [],
    async check(lane) {
      for (const resource of resources) {
        const all = pairs(contract, operationOf(resource, 'create'));
        if (all.length > 0)
          await forAll(lane, fc.constantFrom(...all), (pair) => check(lane, operationOf(resource, 'create'), pair));
      }
    },
  };
}

function pairs(contract: Contract, operation: string): Pair[] {
  const shape = contract.operations[operation]!.input;
  const all = constraints(contract, shape);
  return all.flatMap((first, index) =>
    all.slice(index + 1).flatMap((second) => {
      const both = twoAtOnce(contract, shape, first, second);
      return both ? [{ first, second, both }] : [];
    }),
  );
}

async function check(lane: TestContext, operation: string, { first, second, both }: Pair): Promise<void> {
  const sent = await resolveReferences(lane, operation, both.input);
  const rules = new Set(lane.classify(operation, sent).broken.map(({ rule }) => rule));
  if (!rules.has(first.id) || !rules.has(second.id)) return;
  const outcome = await lane.send(operation, sent);
  lane.recordCheck(operation);
  if (accepted(outcome)) {
    const handle = handleOf(resourceOf(lane.contract, operation, 'create')!, sent, outcome);
    if (handle) await release(lane, handle);
    throw new RuleViolation({
      operation,
      expected: `a refusal: it breaks ${first.id} and ${second.id} (${both.name})`,
      actual: `the request was accepted (${outcomeText(outcome)})`,
      wanted: { success: false, refusal: 'any' },
      steps: lane.steps.slice(handle ? -2 : -1).slice(0, 1),
      path: first.site.path,
      supported: both.supported,
    });
  }
  tell(lane, first, second, outcome);
}

/** Which of the two won can only be seen where their codes differ. */
function tell(lane: TestContext, first: Constraint, second: Constraint, outcome: Outcome): void {
  const codes = lane.contract.refusals;
  if (
    outcome.kind !== 'refused' ||
    (codes?.[first.keyword]?.codes ?? []).join() === (codes?.[second.keyword]?.codes ?? []).join()
  )
    return;
  const winner = [first, second].find(({ keyword }) => codes?.[keyword]?.codes.includes(outcome.error.code));
  lane.note(`${first.id} and ${second.id} at once: ${outcome.error.code}${winner ? `, so ${winner.id} won` : ''}`);
}
