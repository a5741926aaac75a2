import type { JsonObject } from '../../core/json.ts';
import { SkipError, type Step } from '../../core/test-context.ts';
import { outcomeText } from '../expect.ts';
import { stepFailed } from '../hindered.ts';
import { call } from '../lifecycle/subject.ts';
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
  type Thing,
  update,
  versionOf,
  type World,
} from './world.ts';

/** A thing, and the call that made it. */
interface Made {
  thing: Thing;
  step: Step;
}

/** A primary distribution: with an alias, or without where an alias needs a certificate, say. */
export async function makePrimary(world: World): Promise<Step> {
  const { lane, lacking } = world;
  const preparation = 'a primary distribution';
  const aliases = { Quantity: 1, Items: [`${uniqueText(lane)}.example.com`] };
  const aliased =
    lane.ways.failure(preparation, 'with an alias') === undefined
      ? await create(world, { Aliases: aliases })
      : undefined;
  const step = aliased?.outcome.kind === 'response' ? aliased : await create(world, {});
  const primary = distributionOf(world, step);
  if (!primary) {
    const rule = 'continuous-deployment.create.primary';
    lane.hindered(lacks(world, 'primary distribution', step, rule));
    return step;
  }
  if (aliased && step !== aliased) lane.ways.fail(preparation, 'with an alias', outcomeText(aliased.outcome));
  lane.ways.take(preparation, step === aliased ? 'with an alias' : 'without an alias');
  world.primary = primary;
  lacking.delete('primary distribution');
  return step;
}

/** A staging distribution. Gives the copy, whatever its outcome. Throws SkipError where none was made. */
export async function makeStaging(world: World): Promise<Step> {
  let copied: Step | undefined;
  const ways: Way<Made>[] = [
    {
      name: 'CopyDistribution',
      async make() {
        copied = await copy(world, { Enabled: true });
        return usable(world, copied);
      },
    },
    {
      name: 'CreateDistribution with Staging true',
      make: async () => usable(world, await create(world, { Staging: true, Enabled: true })),
    },
    // Whatever its answers show, it may be one.
    {
      name: 'a copy whose answer does not show Staging',
      async make() {
        copied ??= await copy(world, { Enabled: true });
        return made(world, copied);
      },
    },
  ];
  let failure: SkipError | undefined;
  try {
    const { thing } = await prepared(world.lane, 'a staging distribution', ways);
    world.staging = thing;
    world.lacking.delete('staging distribution');
  } catch (error) {
    if (!(error instanceof SkipError)) throw error;
    failure = reasonFor(world, error);
    world.lacking.set('staging distribution', failure);
  }
  if (copied?.outcome.kind === 'response') return copied;
  if (copied) {
    lacks(world, 'copy', copied, MAKES_STAGING);
    return copied;
  }
  const absent = new SkipError(`not implemented: ${COPY}`, {
    hindrance: { kind: 'not-implemented', operations: [COPY] },
  });
  const lack = failure && !world.lane.absent(COPY) ? failure : absent;
  world.lacking.set('copy', lack);
  throw lack;
}

/** The rule that demands that a copy is a staging distribution. */
const MAKES_STAGING = 'continuous-deployment.copy.makes-staging';

/** A policy for the staging distribution: by weight, or by header. Gives the latest call that tried. */
export async function makePolicy(world: World): Promise<Step> {
  const { name } = needed(world.staging, 'staging distribution');
  let latest: Step | undefined;
  const by = (way: string, config: JsonObject): Way<Made> => ({
    name: way,
    async make() {
      latest = await call(world.lane, CREATE_POLICY, { ContinuousDeploymentPolicyConfig: config });
      const thing = policyOf(world, latest);
      if (thing) return { thing, step: latest };
      throw stepFailed(world.lane, `${CREATE_POLICY} was refused: ${outcomeText(latest.outcome)}`, [latest], {
        demandedBy: 'continuous-deployment.policy-for-copy',
        seenBy: ['answer.readable', 'answer.matches-schema'],
      });
    },
  });
  try {
    const ways = [by('with a weight', policyFor(name)), by('with a header', headerPolicy(name))];
    const { thing, step } = await prepared(world.lane, 'a policy to attach', ways);
    world.policy = thing;
    world.lacking.delete('policy');
    return step;
  } catch (error) {
    if (!(error instanceof SkipError)) throw error;
    world.lacking.set('policy', reasonFor(world, error));
    if (latest) return latest;
    throw error;
  }
}

/** Attaches the policy to the primary distribution. */
export async function attach(world: World): Promise<Step> {
  const { id } = needed(world.policy, 'policy');
  const primary = needed(world.primary, 'primary distribution');
  const step = await update(world, primary, { ContinuousDeploymentPolicyId: id });
  const shown = primary.config.ContinuousDeploymentPolicyId;
  if (step.outcome.kind !== 'response') world.lane.hindered(lacks(world, 'attached policy', step, ATTACH));
  else if (shown !== id)
    lacks(
      world,
      'attached policy',
      step,
      ATTACH,
      `${step.call.operation} shows ${shown === undefined ? 'no policy id' : `the policy id ${JSON.stringify(shown)}`}`,
    );
  else world.lacking.delete('attached policy');
  return step;
}

/** The rule that demands that a policy can be attached. */
const ATTACH = 'continuous-deployment.attach';

/** The policy that is attached to the primary distribution. Throws SkipError where none is. */
export function attachedPolicy(world: World): Thing {
  const policy = needed(world.policy, 'policy');
  expectHas(world, 'attached policy');
  return policy;
}

export async function copy(world: World, change: JsonObject): Promise<Step> {
  const primary = needed(world.primary, 'primary distribution');
  const version = change.IfMatch ?? versionOf(primary);
  const input = {
    PrimaryDistributionId: primary.id,
    Staging: true,
    IfMatch: version,
    CallerReference: uniqueText(world.lane),
  };
  return call(world.lane, COPY, { ...input, ...change });
}

/** What a call made, which must show that it is a staging distribution. */
function usable(world: World, step: Step): Made {
  const found = made(world, step);
  if (found.thing.config.Staging === true) return found;
  throw stepFailed(world.lane, `${step.call.operation} does not show Staging true`, [step], {
    demandedBy: ruleOn(step),
  });
}

function made(world: World, step: Step): Made {
  const thing = distributionOf(world, step);
  // A create may answer with what was there before.
  if (thing && thing.id !== world.primary?.id) return { thing, step };
  throw stepFailed(
    world.lane,
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
