import type { JsonObject } from '../../core/json.ts';
import { SkipError, type Step } from '../../core/test-context.ts';
import { outcomeText } from '../expect.ts';
import { stepFailed } from '../hindered.ts';
import { call } from '../lifecycle/tracked-resource.ts';
import { prepared, type Way } from '../preparation.ts';
import { uniqueText } from '../unique.ts';
import { headerPolicy, policyFor } from './configs.ts';
import { create } from './creating.ts';
import { COPY, CREATE_POLICY } from './operations.ts';
import {
  distributionOf,
  expectHas,
  lacks,
  needed,
  policyOf,
  reasonFor,
  update,
  versionOf,
  type WorkflowResource,
  type WorkflowState,
} from './workflow-state.ts';

/** A thing, and the call that made it. */
interface Made {
  resource: WorkflowResource;
  step: Step;
}

/** A primary distribution: with an alias, or without where an alias needs a certificate, say. */
export async function makePrimary(state: WorkflowState): Promise<Step> {
  const { lane, lacking } = state;
  const preparation = 'a primary distribution';
  const aliases = { Quantity: 1, Items: [`${uniqueText(lane)}.example.com`] };
  const aliased =
    lane.ways.failure(preparation, 'with an alias') === undefined
      ? await create(state, { Aliases: aliases })
      : undefined;
  const step = aliased?.outcome.kind === 'response' ? aliased : await create(state, {});
  const primary = distributionOf(state, step);
  if (!primary) {
    const rule = 'continuous-deployment.create.primary';
    lane.hindered(lacks(state, 'primary distribution', step, rule));
    return step;
  }
  if (aliased && step !== aliased) lane.ways.fail(preparation, 'with an alias', outcomeText(aliased.outcome));
  lane.ways.take(preparation, step === aliased ? 'with an alias' : 'without an alias');
  state.primary = primary;
  lacking.delete('primary distribution');
  return step;
}

/** A staging distribution. Gives the copy, whatever its outcome. Throws SkipError where none was made. */
export async function makeStaging(state: WorkflowState): Promise<Step> {
  let copied: Step | undefined;
  const ways: Way<Made>[] = [
    {
      name: 'CopyDistribution',
      async make() {
        copied = await copy(state, { Enabled: true });
        return usable(state, copied);
      },
    },
    {
      name: 'CreateDistribution with Staging true',
      make: async () => usable(state, await create(state, { Staging: true, Enabled: true })),
    },
    // Whatever its answers show, it may be one.
    {
      name: 'a copy whose answer does not show Staging',
      async make() {
        copied ??= await copy(state, { Enabled: true });
        return made(state, copied);
      },
    },
  ];
  let failure: SkipError | undefined;
  try {
    const { resource } = await prepared(state.lane, 'a staging distribution', ways);
    state.staging = resource;
    state.lacking.delete('staging distribution');
  } catch (error) {
    if (!(error instanceof SkipError)) throw error;
    failure = reasonFor(state, error);
    state.lacking.set('staging distribution', failure);
  }
  if (copied?.outcome.kind === 'response') return copied;
  if (copied) {
    lacks(state, 'copy', copied, MAKES_STAGING);
    return copied;
  }
  const absent = new SkipError(`not implemented: ${COPY}`, {
    hindrance: { kind: 'not-implemented', operations: [COPY] },
  });
  const lack = failure && !state.lane.absent(COPY) ? failure : absent;
  state.lacking.set('copy', lack);
  throw lack;
}

/** The rule that demands that a copy is a staging distribution. */
const MAKES_STAGING = 'continuous-deployment.copy.makes-staging';

/** A policy for the staging distribution: by weight, or by header. Gives the latest call that tried. */
export async function makePolicy(state: WorkflowState): Promise<Step> {
  const { name } = needed(state.staging, 'staging distribution');
  let latest: Step | undefined;
  const by = (way: string, config: JsonObject): Way<Made> => ({
    name: way,
    async make() {
      latest = await call(state.lane, CREATE_POLICY, { ContinuousDeploymentPolicyConfig: config });
      const resource = policyOf(state, latest);
      if (resource) return { resource, step: latest };
      throw stepFailed(state.lane, `${CREATE_POLICY} was refused: ${outcomeText(latest.outcome)}`, [latest], {
        demandedBy: 'continuous-deployment.policy-for-copy',
        seenBy: ['answer.readable', 'answer.matches-schema'],
      });
    },
  });
  try {
    const ways = [by('with a weight', policyFor(name)), by('with a header', headerPolicy(name))];
    const { resource, step } = await prepared(state.lane, 'a policy to attach', ways);
    state.policy = resource;
    state.lacking.delete('policy');
    return step;
  } catch (error) {
    if (!(error instanceof SkipError)) throw error;
    state.lacking.set('policy', reasonFor(state, error));
    if (latest) return latest;
    throw error;
  }
}

/** Attaches the policy to the primary distribution. */
export async function attach(state: WorkflowState): Promise<Step> {
  const { id } = needed(state.policy, 'policy');
  const primary = needed(state.primary, 'primary distribution');
  const step = await update(state, primary, { ContinuousDeploymentPolicyId: id });
  const shown = primary.config.ContinuousDeploymentPolicyId;
  if (step.outcome.kind !== 'response') state.lane.hindered(lacks(state, 'attached policy', step, ATTACH));
  else if (shown !== id)
    lacks(
      state,
      'attached policy',
      step,
      ATTACH,
      `${step.call.operation} shows ${shown === undefined ? 'no policy id' : `the policy id ${JSON.stringify(shown)}`}`,
    );
  else state.lacking.delete('attached policy');
  return step;
}

/** The rule that demands that a policy can be attached. */
const ATTACH = 'continuous-deployment.attach';

/** The policy that is attached to the primary distribution. Throws SkipError where none is. */
export function attachedPolicy(state: WorkflowState): WorkflowResource {
  const policy = needed(state.policy, 'policy');
  expectHas(state, 'attached policy');
  return policy;
}

export async function copy(state: WorkflowState, change: JsonObject): Promise<Step> {
  const primary = needed(state.primary, 'primary distribution');
  const version = change.IfMatch ?? versionOf(primary);
  const input = {
    PrimaryDistributionId: primary.id,
    Staging: true,
    IfMatch: version,
    CallerReference: uniqueText(state.lane),
  };
  return call(state.lane, COPY, { ...input, ...change });
}

/** What a call made, which must show that it is a staging distribution. */
function usable(state: WorkflowState, step: Step): Made {
  const found = made(state, step);
  if (found.resource.config.Staging === true) return found;
  throw stepFailed(state.lane, `${step.call.operation} does not show Staging true`, [step], {
    demandedBy: ruleOn(step),
  });
}

function made(state: WorkflowState, step: Step): Made {
  const resource = distributionOf(state, step);
  // A create may answer with what was there before.
  if (resource && resource.id !== state.primary?.id) return { resource, step };
  throw stepFailed(
    state.lane,
    `${step.call.operation} made no staging distribution: ${outcomeText(step.outcome)}`,
    [step],
    {
      demandedBy: ruleOn(step),
      seenBy: ['answer.readable', 'answer.matches-schema'],
    },
  );
}

const ruleOn = ({ call: { operation } }: Step): string =>
  operation === COPY ? MAKES_STAGING : 'continuous-deployment.create.staging';
