import type { Contract, Resource } from '../../core/contract.ts';
import type { JsonObject } from '../../core/json.ts';
import type { ResourceHandle } from '../../core/resource-handle.ts';
import type { ActiveRule } from '../../core/rule.ts';
import { RuleViolation, type Step, type TestContext } from '../../core/test-context.ts';
import { type Allowed, allowedText, isAllowed } from '../../model/allowed.ts';
import { CREATED } from '../../model/resource-state.ts';
import { outcomeText, refused } from '../expect.ts';
import { stepFailed } from '../hindered.ts';
import { claimsOf, expectShown } from '../lifecycle/kept.ts';
import { call, withSharedResource } from '../lifecycle/tracked-resource.ts';
import { expectWorks } from '../lifecycle/works.ts';
import { handleOf } from '../resource-handle.ts';
import { policyFor } from './configs.ts';
import { CREATE_POLICY, DELETE_POLICY, UPDATE_POLICY } from './operations.ts';

const IN_USE = 'StagingDistributionInUse';
const EXISTS = 'ContinuousDeploymentPolicyAlreadyExists';

const refusal = (...codes: string[]): Allowed => ({ success: false, refusal: codes });
const SUCCESS: Allowed = { success: true, refusal: [] };

interface Row {
  id: string;
  demands: string;
  /** The operation that is judged. */
  on: string;
  /** Makes calls and has the last one judged. */
  check(lane: TestContext, judge: (steps: Step[]) => Promise<void>): Promise<void>;
  allowed: Allowed;
}

const resourceOf = ({ contract }: TestContext): Resource => contract.resources.ContinuousDeploymentPolicy!;

/** Calls on policies of their own. */
const alone =
  (calls: (lane: TestContext) => Promise<Step[]>): Row['check'] =>
  async (lane, judge) =>
    judge(await calls(lane));

/** Calls beside a policy that other rules look at as well. */
const beside =
  (calls: (lane: TestContext, there: ResourceHandle) => Promise<Step[]>): Row['check'] =>
  (lane, judge) =>
    withSharedResource(lane, resourceOf(lane), CREATED, async ({ handle }) =>
      judge([handle.made, ...(await calls(lane, handle))]),
    );

/** A configuration for the same staging distribution that differs in two members: a target may keep only one of them. */
const other = (config: JsonObject): JsonObject => ({
  ...config,
  Enabled: config.Enabled !== true,
  TrafficConfig: { SingleWeightConfig: { Weight: 0.15 }, Type: 'SingleWeight' },
});

/** A staging distribution has one policy, and is free when that goes. */
const ROWS: Row[] = [
  {
    id: 'continuous-deployment.second-policy',
    demands: 'a second policy for a staging distribution must be refused',
    on: CREATE_POLICY,
    check: beside(async (lane, { config }) => [await create(lane, other(config))]),
    allowed: refusal(IN_USE),
  },
  {
    id: 'continuous-deployment.identical-policy',
    demands: 'a second policy of the same configuration must be refused',
    on: CREATE_POLICY,
    check: beside(async (lane, { config }) => [await create(lane, config)]),
    allowed: refusal(IN_USE, EXISTS),
  },
  {
    id: 'continuous-deployment.move-to-taken',
    demands: 'a policy must not move to a staging distribution that another policy names',
    on: UPDATE_POLICY,
    check: beside(async (lane, there) => {
      const here = await policy(lane, policyFor(await lane.name('Distribution')));
      return [here.made, await update(lane, here, there.config)];
    }),
    allowed: refusal(IN_USE),
  },
  {
    id: 'continuous-deployment.moving-frees',
    demands: 'a policy that moves to another staging distribution must release the first',
    on: CREATE_POLICY,
    check: alone(async (lane) => {
      const { here, steps } = await moved(lane);
      return [...steps, await create(lane, policyFor(here))];
    }),
    allowed: SUCCESS,
  },
  {
    id: 'continuous-deployment.moving-takes',
    demands: 'after a policy moved to a staging distribution no other policy may name it',
    on: CREATE_POLICY,
    check: alone(async (lane) => {
      const { there, steps } = await moved(lane);
      return [...steps, await create(lane, policyFor(there, { Enabled: false }))];
    }),
    allowed: refusal(IN_USE),
  },
  {
    id: 'continuous-deployment.deleting-frees',
    demands: 'deleting a policy must release its staging distribution',
    on: CREATE_POLICY,
    check: alone(async (lane) => {
      const name = await lane.name('Distribution');
      const { id, etag, made } = await policy(lane, policyFor(name));
      const removal = await call(lane, DELETE_POLICY, { Id: id, IfMatch: etag });
      if (removal.outcome.kind !== 'response')
        throw stepFailed(lane, `${DELETE_POLICY}: ${outcomeText(removal.outcome)}`, [made, removal], {
          demandedBy: 'lifecycle.delete.accepts-fresh-if-match',
        });
      return [made, removal, await create(lane, policyFor(name))];
    }),
    allowed: SUCCESS,
  },
];

/** A rule for each row. */
export function onePolicyRules(contract: Contract): ActiveRule[] {
  return ROWS.map(({ id, demands, on, check, allowed }) => ({
    kind: 'active',
    id,
    evidence: 'documented',
    demands,
    citations: [IN_USE, EXISTS]
      .filter((code) => allowed.success || allowed.refusal.includes(code))
      .flatMap((code) => contract.errors[code]?.basis.citations ?? []),
    operations: [on],
    phases: ['sequences'],
    needs: [CREATE_POLICY],
    usesShared: ['sequences'],
    check: (lane) =>
      check(lane, async (steps) => {
        const { outcome } = steps.at(-1)!;
        const verdict = isAllowed(allowed, outcome);
        const quota = outcome.kind === 'refused' && outcome.error.code.startsWith('TooMany');
        if (verdict === undefined || quota) throw stepFailed(lane, `${on}: ${outcomeText(outcome)}`, steps);
        lane.recordCheck(on);
        if (verdict) return;
        // Who does not keep the names can't tell that two policies have the same.
        for (const step of steps) expectShown(lane, { resource: resourceOf(lane) }, step, claimsOf(resourceOf(lane)));
        if (on === UPDATE_POLICY && refused(outcome))
          await expectWorks(lane, resourceOf(lane), 'update', { answer: outcome });
        throw new RuleViolation({
          operation: on,
          expected: allowedText(allowed),
          actual: outcomeText(outcome),
          wanted: allowed,
          steps,
        });
      }),
  }));
}

const create = (lane: TestContext, config: JsonObject): Promise<Step> =>
  call(lane, CREATE_POLICY, { ContinuousDeploymentPolicyConfig: config });

const update = (lane: TestContext, { id, etag }: ResourceHandle, config: JsonObject): Promise<Step> =>
  call(lane, UPDATE_POLICY, { Id: id, IfMatch: etag, ContinuousDeploymentPolicyConfig: config });

/** A policy that was just created. Throws SkipError where that is refused. */
async function policy(lane: TestContext, config: JsonObject): Promise<ResourceHandle> {
  const step = await create(lane, config);
  const handle = handleOf(resourceOf(lane), step.call.input, step.outcome);
  if (!handle)
    throw stepFailed(lane, `${CREATE_POLICY}: ${outcomeText(step.outcome)}`, [step], {
      demandedBy: 'lifecycle.create.accepts-supported',
    });
  return { ...handle, made: step };
}

/** A policy that moved from one staging distribution to another. */
async function moved(lane: TestContext): Promise<{ here: string; there: string; steps: Step[] }> {
  const [here, there] = [await lane.name('Distribution'), await lane.name('Distribution')];
  const handle = await policy(lane, policyFor(here));
  const step = await update(lane, handle, policyFor(there));
  if (step.outcome.kind !== 'response')
    throw stepFailed(lane, `${UPDATE_POLICY}: ${outcomeText(step.outcome)}`, [handle.made, step], {
      demandedBy: 'lifecycle.update.accepts-supported',
    });
  return { here, there, steps: [handle.made, step] };
}
