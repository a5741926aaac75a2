import type { Contract } from '../../core/contract.ts';
import type { JsonObject } from '../../core/json.ts';
import type { ResourceHandle } from '../../core/resource-handle.ts';
import type { ActiveRule } from '../../core/rule.ts';
import { RuleViolation, type Step, type TestContext } from '../../core/test-context.ts';
import { type Allowed, allowedText, isAllowed } from '../../model/allowed.ts';
import { LEAVES } from '../basics.ts';
import { outcomeText, refused } from '../expect.ts';
import { blockedBy } from '../hindered.ts';
import { claimsOf, expectShown } from '../lifecycle/kept.ts';
import { call } from '../lifecycle/tracked-resource.ts';
import { handleOf, release } from '../resource-handle.ts';
import { policyFor } from './configs.ts';
import { CREATE_POLICY, DELETE_POLICY, UPDATE_POLICY } from './operations.ts';

const IN_USE = 'StagingDistributionInUse';
const TAKEN: Allowed = { success: false, refusal: [IN_USE, 'ContinuousDeploymentPolicyAlreadyExists'] };
const FREE: Allowed = { success: true, refusal: [] };

interface Row {
  id: string;
  demands: string;
  /** Does something that must not change which staging distributions are taken, and has creates for them judged. */
  check(lane: TestContext, here: string, there: string): Promise<void>;
}

/** What leaves a policy the staging distribution that it names. */
const ROWS: Row[] = [
  {
    id: 'refused-move',
    demands: 'a policy whose update must be refused keeps its staging distribution, and takes no other',
    async check(lane, here, there) {
      const policy = await make(lane, policyFor(here));
      const config = policyFor(there);
      const step = await call(lane, UPDATE_POLICY, { Id: policy.id, ContinuousDeploymentPolicyConfig: config });
      if (!refused(step.outcome))
        throw blockedBy(`${UPDATE_POLICY} without If-Match: ${outcomeText(step.outcome)}`, step, [
          'lifecycle.update.requires-if-match',
        ]);
      await expectCreate(lane, config, FREE, [policy.made, step]);
      await expectCreate(lane, policyFor(here, { Enabled: false }), TAKEN, [policy.made, step]);
    },
  },
  {
    id: 'refused-delete',
    demands: 'a policy whose delete must be refused keeps its staging distribution',
    async check(lane, here) {
      const policy = await make(lane, policyFor(here));
      const step = await call(lane, DELETE_POLICY, { Id: policy.id });
      if (!refused(step.outcome))
        throw blockedBy(`${DELETE_POLICY} without If-Match: ${outcomeText(step.outcome)}`, step, [
          'lifecycle.delete.requires-if-match',
        ]);
      await expectCreate(lane, policyFor(here, { Enabled: false }), TAKEN, [policy.made, step]);
    },
  },
  {
    id: 'disabled-keeps',
    demands: 'disabling a policy must not change its staging distribution',
    async check(lane, here) {
      const policy = await make(lane, policyFor(here));
      const config = policyFor(here, { Enabled: false });
      const input = { Id: policy.id, IfMatch: policy.etag, ContinuousDeploymentPolicyConfig: config };
      const step = await call(lane, UPDATE_POLICY, input);
      if (step.outcome.kind !== 'response')
        throw blockedBy(`${UPDATE_POLICY}: ${outcomeText(step.outcome)}`, step, [
          'lifecycle.update.accepts-fresh-if-match',
        ]);
      await expectCreate(lane, policyFor(here), TAKEN, [policy.made, step]);
    },
  },
];

/** A rule for each row. */
export function keepsNameRules(contract: Contract): ActiveRule[] {
  return ROWS.map(({ id, demands, check }) => ({
    kind: 'active',
    id: `continuous-deployment.${id}`,
    evidence: 'documented',
    demands,
    citations: contract.errors[IN_USE]!.basis.citations,
    operations: [CREATE_POLICY],
    phases: ['sequences'],
    needs: [CREATE_POLICY, UPDATE_POLICY, DELETE_POLICY],
    async check(lane) {
      await check(lane, await lane.name('Distribution'), await lane.name('Distribution'));
    },
  }));
}

async function make(lane: TestContext, config: JsonObject): Promise<ResourceHandle> {
  const step = await call(lane, CREATE_POLICY, { ContinuousDeploymentPolicyConfig: config });
  const { ContinuousDeploymentPolicy: resource } = lane.contract.resources;
  const handle = handleOf(resource!, step.call.input, step.outcome);
  if (!handle)
    throw blockedBy(`${CREATE_POLICY}: ${outcomeText(step.outcome)}`, step, ['lifecycle.create.accepts-supported']);
  return { ...handle, made: step };
}

/** Tries to create a policy, and deletes it where that succeeds. Throws RuleViolation. */
async function expectCreate(lane: TestContext, config: JsonObject, allowed: Allowed, before: Step[]): Promise<void> {
  const step = await call(lane, CREATE_POLICY, { ContinuousDeploymentPolicyConfig: config });
  const { outcome } = step;
  const handle = handleOf(lane.contract.resources.ContinuousDeploymentPolicy!, step.call.input, outcome);
  if (handle) await release(lane, handle);
  const verdict = isAllowed(allowed, outcome);
  const quota = outcome.kind === 'refused' && outcome.error.code.startsWith('TooMany');
  if (verdict === undefined || quota) throw blockedBy(`${CREATE_POLICY}: ${outcomeText(outcome)}`, step, LEAVES);
  lane.recordCheck(CREATE_POLICY);
  if (verdict) return;
  // Who does not keep the names can't tell that two policies have the same.
  const resource = lane.contract.resources.ContinuousDeploymentPolicy!;
  for (const one of [...before, step]) expectShown(lane, { resource }, one, claimsOf(resource));
  throw new RuleViolation({
    operation: CREATE_POLICY,
    expected: allowedText(allowed),
    actual: outcomeText(outcome),
    wanted: allowed,
    steps: [...before, step],
  });
}
