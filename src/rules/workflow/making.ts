import type { JsonObject } from '../../core/json.ts';
import type { Step } from '../../core/test-context.ts';
import { call } from '../lifecycle/subject.ts';
import { similar } from '../lifecycle/unknown-id.ts';
import { uniqueText } from '../unique.ts';
import { create, smallest } from './creating.ts';
import { COPY, CREATE, DELETE, DEMANDED_BY, GET, GET_CONFIG, UPDATE } from './operations.ts';
import { mustNotCreate } from './restoring.ts';
import { attach, attachedPolicy, copy, makePolicy, makePrimary, makeStaging } from './setting-up.ts';
import {
  changed,
  distributionOf,
  expectHas,
  lacks,
  type Make,
  mustSucceed,
  needed,
  olderEtag,
  read,
  see,
  update,
  type World,
} from './world.ts';

/** What is called so that is lacking where no second staging distribution can be made. */
export const IDLE = 'second staging distribution';

/** What the staging distribution is given that the primary one has not. */
export const STAGED: JsonObject = { Comment: 'staged', PriceClass: 'PriceClass_100' };

/** From nothing to a policy that is attached. */
export const making = {
  created: makePrimary,
  async createdAgain(world) {
    const { CallerReference } = needed(world.primary, 'primary distribution').config;
    const config = changed(smallest(world), { CallerReference, Comment: 'again', Enabled: false });
    return mustNotCreate(world, await call(world.lane, CREATE, { DistributionConfig: config }));
  },
  createdStaging: (world) => create(world, { Staging: true, Enabled: false }),
  async createdStagingWithAliases(world) {
    const Aliases = { Quantity: 1, Items: [`${uniqueText(world.lane)}.example.com`] };
    return mustNotCreate(world, await create(world, { Staging: true, Enabled: false, Aliases }));
  },
  async copiedUnversioned(world) {
    return mustNotCreate(world, await copy(world, { IfMatch: 'no-such-version', Enabled: false }));
  },
  primaryBeforeCopy: (world) => read(world, needed(world.primary, 'primary distribution')),
  copied: makeStaging,
  async primaryAfterCopy(world) {
    expectHas(world, 'copy');
    return read(world, needed(world.primary, 'primary distribution'));
  },
  async copiedAgain(world) {
    const { CallerReference } = needed(world.primary, 'primary distribution').config;
    return mustNotCreate(world, await copy(world, { CallerReference: CallerReference as string, Enabled: false }));
  },
  copiedByDefault: (world) => copy(world, {}),
  async copiedDisabled(world) {
    const step = await copy(world, { Enabled: false });
    const idle = distributionOf(world, step);
    if (idle) world.idle = idle;
    else lacks(world, IDLE, step, DEMANDED_BY[COPY]);
    return step;
  },
  primaryBeforeStagingUpdate: (world) => read(world, needed(world.primary, 'primary distribution')),
  stagingBeforeUpdate: (world) => read(world, needed(world.staging, 'staging distribution')),
  async stagingUpdated(world) {
    const step = await update(world, needed(world.staging, 'staging distribution'), STAGED);
    return mustSucceed(world, step, 'updated staging distribution', 'continuous-deployment.staging.update');
  },
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
  async copiedUnknown(world) {
    return mustNotCreate(world, await copy(world, { PrimaryDistributionId: unknown(world), Enabled: false }));
  },
  async callerReferenceChanged(world) {
    const primary = needed(world.primary, 'primary distribution');
    return update(world, primary, { CallerReference: uniqueText(world.lane) });
  },
  policyMade: makePolicy,
  async createdWithPolicy(world) {
    const { id } = needed(world.policy, 'policy');
    const step = await create(world, { ContinuousDeploymentPolicyId: id, Enabled: false });
    return mustNotCreate(world, step);
  },
  async attachedUnknown(world) {
    const { id } = needed(world.policy, 'policy');
    const primary = needed(world.primary, 'primary distribution');
    return update(world, primary, { ContinuousDeploymentPolicyId: similar(id, 5) });
  },
  attached: attach,
  async stagingAfterAttach(world) {
    const { id } = attachedPolicy(world);
    const staging = needed(world.staging, 'staging distribution');
    return read(world, staging, ({ config }) => config.ContinuousDeploymentPolicyId === id);
  },
  async updatedStale(world) {
    return updatedWith(world, { IfMatch: await olderEtag(world, needed(world.primary, 'primary distribution')) });
  },
  updatedUnversioned: (world) => updatedWith(world, {}),
} satisfies Record<string, Make>;

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
