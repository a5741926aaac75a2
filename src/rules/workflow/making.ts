import type { JsonObject } from '../../core/json.ts';
import type { Step } from '../../core/lane.ts';
import { call } from '../lifecycle/subject.ts';
import { similar } from '../lifecycle/unknown-id.ts';
import { uniqueText } from '../unique.ts';
import { policyFor } from './configs.ts';
import { COPY, CREATE, CREATE_POLICY, DELETE, GET, GET_CONFIG, UPDATE } from './operations.ts';
import {
  changed,
  distributionOf,
  type Make,
  mustShow,
  mustSucceed,
  needed,
  policyOf,
  read,
  see,
  update,
  type World,
} from './world.ts';

/** Caller references tried: one may have been used by an earlier run. */
const TRIED = 3;

/** What the staging distribution is given that the primary one has not. */
export const STAGED: JsonObject = { Comment: 'staged', PriceClass: 'PriceClass_100' };

/** From nothing to a policy that is attached. */
export const making = {
  async created(world) {
    const aliases = { Quantity: 1, Items: [`${uniqueText(world.lane)}.example.com`] };
    // Where an alias needs a certificate, it goes without.
    const aliased = await create(world, { Aliases: aliases });
    const step = aliased.outcome.kind === 'response' ? aliased : await create(world, {});
    const primary = distributionOf(world, step);
    if (primary) world.primary = primary;
    return mustSucceed(world, step);
  },
  async createdAgain(world) {
    const { CallerReference } = needed(world.primary, 'primary distribution').config;
    const config = changed(smallest(world), { CallerReference, Comment: 'again', Enabled: false });
    return call(world.lane, CREATE, { DistributionConfig: config });
  },
  createdStaging: (world) => create(world, { Staging: true, Enabled: false }),
  createdStagingWithAliases: (world) =>
    create(world, {
      Staging: true,
      Enabled: false,
      Aliases: { Quantity: 1, Items: [`${uniqueText(world.lane)}.example.com`] },
    }),
  copiedUnversioned: (world) => copy(world, { IfMatch: 'no-such-version', Enabled: false }),
  primaryBeforeCopy: (world) => read(world, needed(world.primary, 'primary distribution')),
  async copied(world) {
    const step = await copy(world, { Enabled: true });
    const staging = distributionOf(world, step);
    if (staging) world.staging = staging;
    return staging ? mustShow(world, staging, 'Staging', true, step) : mustSucceed(world, step);
  },
  primaryAfterCopy: (world) => read(world, needed(world.primary, 'primary distribution')),
  async copiedAgain(world) {
    const { CallerReference } = needed(world.primary, 'primary distribution').config;
    return copy(world, { CallerReference: CallerReference as string, Enabled: false });
  },
  copiedByDefault: (world) => copy(world, {}),
  async copiedDisabled(world) {
    const step = await copy(world, { Enabled: false });
    const idle = distributionOf(world, step);
    if (idle) world.idle = idle;
    return step;
  },
  stagingUpdated: async (world) => update(world, needed(world.staging, 'staging distribution'), STAGED),
  primaryAfterStagingUpdate: (world) => read(world, needed(world.primary, 'primary distribution')),
  async primaryConfig(world) {
    return call(world.lane, GET_CONFIG, { Id: needed(world.primary, 'primary distribution').id });
  },
  async gotUnknown(world) {
    return call(world.lane, GET, { Id: unknown(world) });
  },
  async updatedUnknown(world) {
    const { etag, config } = needed(world.primary, 'primary distribution');
    return call(world.lane, UPDATE, { Id: unknown(world), IfMatch: etag, DistributionConfig: config });
  },
  async deletedUnknown(world) {
    const { etag } = needed(world.primary, 'primary distribution');
    return call(world.lane, DELETE, { Id: unknown(world), IfMatch: etag });
  },
  copiedUnknown: (world) => copy(world, { PrimaryDistributionId: unknown(world), Enabled: false }),
  async callerReferenceChanged(world) {
    const primary = needed(world.primary, 'primary distribution');
    return update(world, primary, { CallerReference: uniqueText(world.lane) });
  },
  async policyMade(world) {
    const { name } = needed(world.staging, 'staging distribution');
    const step = await call(world.lane, CREATE_POLICY, { ContinuousDeploymentPolicyConfig: policyFor(name) });
    const policy = policyOf(world, step);
    if (policy) world.policy = policy;
    return mustSucceed(world, step);
  },
  async createdWithPolicy(world) {
    const { id } = needed(world.policy, 'policy');
    const step = await create(world, { ContinuousDeploymentPolicyId: id, Enabled: false });
    const other = distributionOf(world, step);
    if (other) await update(world, other, { ContinuousDeploymentPolicyId: '' });
    return step;
  },
  async attachedUnknown(world) {
    const { id } = needed(world.policy, 'policy');
    const primary = needed(world.primary, 'primary distribution');
    return update(world, primary, { ContinuousDeploymentPolicyId: similar(id, 5) });
  },
  async attached(world) {
    const { id } = needed(world.policy, 'policy');
    const primary = needed(world.primary, 'primary distribution');
    const step = mustSucceed(world, await update(world, primary, { ContinuousDeploymentPolicyId: id }));
    return mustShow(world, primary, 'ContinuousDeploymentPolicyId', id, step);
  },
  stagingAfterAttach: (world) =>
    read(
      world,
      needed(world.staging, 'staging distribution'),
      ({ config }) => config.ContinuousDeploymentPolicyId === world.policy?.id,
    ),
  async updatedStale(world) {
    const [oldest] = needed(world.primary, 'primary distribution').older;
    return oldest === undefined ? undefined : updatedWith(world, { IfMatch: oldest });
  },
  updatedUnversioned: (world) => updatedWith(world, {}),
} satisfies Record<string, Make>;

/** The smallest configuration of a primary distribution. */
function smallest({ lane, contract }: World): JsonObject {
  const { minimal } = contract.resources.Distribution!;
  return changed(minimal as JsonObject, { CallerReference: uniqueText(lane), Comment: 'conformance', Staging: false });
}

export async function create(world: World, change: JsonObject): Promise<Step> {
  const { alreadyExists } = world.contract.resources.Distribution!.errors;
  let step: Step;
  let tried = 0;
  do {
    step = await call(world.lane, CREATE, { DistributionConfig: changed(smallest(world), change) });
  } while (step.outcome.kind === 'refused' && step.outcome.error.code === alreadyExists && ++tried < TRIED);
  return step;
}

/** An update of the primary distribution with a given If-Match or none. */
async function updatedWith(world: World, version: JsonObject): Promise<Step> {
  const primary = needed(world.primary, 'primary distribution');
  const config = changed(primary.config, { Comment: 'with another version' });
  const step = await call(world.lane, UPDATE, { Id: primary.id, ...version, DistributionConfig: config });
  see(primary, distributionOf(world, step));
  return step;
}

/** An id that no distribution has, in the form of those that there are. */
const unknown = (world: World): string => similar(needed(world.primary, 'primary distribution').id, 7);

async function copy(world: World, change: JsonObject): Promise<Step> {
  const { id, etag } = needed(world.primary, 'primary distribution');
  const input = { PrimaryDistributionId: id, Staging: true, IfMatch: etag, CallerReference: uniqueText(world.lane) };
  return call(world.lane, COPY, { ...input, ...change });
}
