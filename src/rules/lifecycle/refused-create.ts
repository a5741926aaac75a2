import { operationOf } from '../../contracts/resource.ts';
import type { Contract, Resource } from '../../core/contract.ts';
import type { ActiveRule } from '../../core/rule.ts';
import type { SkipError, TestContext } from '../../core/test-context.ts';
import { bindNames } from '../../schema/bind.ts';
import { type ConstraintCase, violationCases } from '../../schema/cases.ts';
import { constraints } from '../../schema/constraints.ts';
import { LEAVES } from '../basics.ts';
import { refusal } from '../differences.ts';
import { outcomeText, refused } from '../expect.ts';
import { blockedBy, foundElsewhere } from '../hindered.ts';
import { handleOf, isFull, release } from '../resource-handle.ts';

/** Violations tried: a server that stores before it checks does so for any of them. */
const TRIED = 4;

/** A refused create leaves nothing behind: without its fault, and on the same name, the request succeeds right after. */
export function refusedCreate(contract: Contract): ActiveRule {
  const resources = Object.values(contract.resources).filter(
    ({ minimal, dependsOn }) => minimal === undefined && dependsOn?.some(({ exclusive }) => exclusive),
  );
  return {
    kind: 'active',
    id: 'lifecycle.create.refused-leaves-nothing',
    evidence: 'documented',
    demands: 'a refused create must leave nothing behind that blocks a supported one',
    citations: resources.flatMap((resource) => contract.operations[operationOf(resource, 'create')]!.basis.citations),
    operations: resources.map((resource) => operationOf(resource, 'create')),
    phases: ['edges'],
    needs: [],
    async check(lane) {
      for (const resource of resources) {
        const shape = contract.operations[operationOf(resource, 'create')]!.input;
        const violations = constraints(contract, shape).flatMap((constraint) =>
          violationCases(contract, shape, constraint)
            .slice(0, 1)
            .map((violation) => ({ rule: constraint.id, violation })),
        );
        const step = Math.max(1, Math.floor(violations.length / TRIED));
        const tried = violations.filter((_, index) => index % step === step - 1);
        let refusals = 0;
        for (const { violation } of tried) if (await check(lane, resource, violation)) refusals += 1;
        if (refusals === 0) throw nothingRefused(resource, tried);
      }
    },
  };
}

function nothingRefused(resource: Resource, tried: readonly { rule: string }[]): SkipError {
  const create = operationOf(resource, 'create');
  const rules = tried.map(({ rule }) => rule);
  return foundElsewhere(`${create} refused none of ${tried.length} invalid requests`, create, rules);
}

/** Sends an invalid create, and what is valid of it after a refusal. Gives whether it was refused. */
async function check(lane: TestContext, resource: Resource, { input, supported }: ConstraintCase): Promise<boolean> {
  const create = operationOf(resource, 'create');
  const { input: shape } = lane.contract.operations[create]!;
  const name = await lane.name(resource.dependsOn![0]!.resource);
  const named = (request: typeof input) => bindNames(lane.contract, shape, request, () => name);
  const first = await lane.send(create, named(input));
  if (!refused(first)) return false;
  const second = await lane.send(create, named(supported));
  if (isFull(resource, second)) throw blockedBy(`${create}: ${outcomeText(second)}`, lane.steps.at(-1)!, LEAVES);
  lane.recordCheck(create);
  if (refused(second)) {
    lane.reportViolation({
      operation: create,
      expected: 'success, because the request before it was refused',
      actual: `refused: ${outcomeText(second)}`,
      differences: [{ ...refusal(create, [], second), about: 'after a refused request' }],
      steps: lane.steps.slice(-2),
    });
  }
  const handle = handleOf(resource, named(supported), second);
  if (handle) await release(lane, handle);
  return true;
}
