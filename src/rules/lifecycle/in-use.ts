import { configInput, idPath, operationOf, updateInput, versionOf } from '../../contracts/resource.ts';
import type { Contract, Resource } from '../../core/contract.ts';
import { withValueAt } from '../../core/path.ts';
import type { ActiveRule } from '../../core/rule.ts';
import { RuleViolation, type TestContext } from '../../core/test-context.ts';
import { allowedText, isAllowed } from '../../model/allowed.ts';
import { outcomeText } from '../expect.ts';
import { stepFailed } from '../hindered.ts';
import { createResource } from '../resource-handle.ts';
import { call } from './tracked-resource.ts';
import { ACCEPTS_UPDATE } from './works.ts';

/** A resource that names another, of which several may name the same, and the one that is named. */
interface Use {
  user: Resource;
  used: Resource;
  /** Where the name stands in the user's configuration. */
  place: readonly (string | number)[];
  error: string;
}

/** What another resource names is not deleted: a rule for each kind whose page has an error for that. */
export function inUseRules(contract: Contract): ActiveRule[] {
  return usesOf(contract).map((use) => {
    const { user, used, error } = use;
    return {
      kind: 'active',
      id: `lifecycle.delete.in-use.${used.name}`,
      evidence: 'documented',
      demands: `deleting a ${used.name} that a ${user.name} names must be refused`,
      citations: contract.errors[error]!.basis.citations,
      operations: [operationOf(used, 'delete')],
      phases: ['sequences'],
      needs: [operationOf(used, 'create'), operationOf(user, 'create')],
      check: (lane) => check(lane, use),
    };
  });
}

function usesOf({ resources, errors }: Contract): Use[] {
  return Object.values(resources).flatMap((user) =>
    (user.dependsOn ?? []).flatMap(({ resource, path, member, exclusive }): Use[] => {
      const used = resources[resource];
      const error = used?.errors.inUse;
      // Only what is named by its id can be made here; of what is exclusive the workflow has rules of its own.
      const isNamed = used && idPath(used).join('.') === member.join('.');
      return used && error && errors[error] && isNamed && !exclusive ? [{ user, used, place: path, error }] : [];
    }),
  );
}

async function check(lane: TestContext, { user, used, place, error }: Use): Promise<void> {
  const named = await createResource(lane, used, configInput(used, used.minimal ?? {}));
  const pattern = await createResource(lane, user);
  const config = withValueAt(pattern.config, place.slice(0, -1), [named.id]);
  const step = await call(lane, operationOf(user, 'update'), updateInput(user, { ...pattern, config }));
  if (step.outcome.kind !== 'response')
    throw stepFailed(lane, `${operationOf(user, 'update')}: ${outcomeText(step.outcome)}`, [step], {
      demandedBy: ACCEPTS_UPDATE,
    });
  const removal = await call(lane, operationOf(used, 'delete'), versionOf(used, named));
  const allowed = { success: false, refusal: [error] };
  const verdict = isAllowed(allowed, removal.outcome);
  if (verdict === undefined)
    throw stepFailed(lane, `${operationOf(used, 'delete')}: ${outcomeText(removal.outcome)}`, [removal]);
  lane.recordCheck(operationOf(used, 'delete'));
  if (verdict) return;
  throw new RuleViolation({
    operation: operationOf(used, 'delete'),
    expected: `${allowedText(allowed)}: the ${user.name} ${pattern.id} names it`,
    actual: outcomeText(removal.outcome),
    steps: [named.made, pattern.made, step, removal],
  });
}
