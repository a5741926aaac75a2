import type { JsonObject } from '../../core/json.ts';
import type { Step } from '../../core/test-context.ts';
import { call } from '../lifecycle/tracked-resource.ts';
import { similar } from '../lifecycle/unknown-id.ts';
import { uniqueText } from '../unique.ts';
import { create, minimalConfig } from './creating.ts';
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
  type WorkflowState,
} from './workflow-state.ts';

/** What is called so that is lacking where no second staging distribution can be made. */
export const IDLE = 'second staging distribution';

/** What the staging distribution is given that the primary one has not. */
export const STAGED: JsonObject = { Comment: 'staged', PriceClass: 'PriceClass_100' };

/** From nothing to a policy that is attached. */
export const making = {
  created: makePrimary,
  async createdAgain(state) {
    const { CallerReference } = needed(state.primary, 'primary distribution').config;
    const config = changed(minimalConfig(state), { CallerReference, Comment: 'again', Enabled: false });
    return mustNotCreate(state, await call(state.lane, CREATE, { DistributionConfig: config }));
  },
  createdStaging: (state) => create(state, { Staging: true, Enabled: false }),
  async createdStagingWithAliases(state) {
    const Aliases = { Quantity: 1, Items: [`${uniqueText(state.lane)}.example.com`] };
    return mustNotCreate(state, await create(state, { Staging: true, Enabled: false, Aliases }));
  },
  async copiedUnversioned(state) {
    return mustNotCreate(state, await copy(state, { IfMatch: 'no-such-version', Enabled: false }));
  },
  primaryBeforeCopy: (state) => read(state, needed(state.primary, 'primary distribution')),
  copied: makeStaging,
  async primaryAfterCopy(state) {
    expectHas(state, 'copy');
    return read(state, needed(state.primary, 'primary distribution'));
  },
  async copiedAgain(state) {
    const { CallerReference } = needed(state.primary, 'primary distribution').config;
    return mustNotCreate(state, await copy(state, { CallerReference: CallerReference as string, Enabled: false }));
  },
  copiedByDefault: (state) => copy(state, {}),
  async copiedDisabled(state) {
    const step = await copy(state, { Enabled: false });
    const idle = distributionOf(state, step);
    if (idle) state.idle = idle;
    else lacks(state, IDLE, step, DEMANDED_BY[COPY]);
    return step;
  },
  primaryBeforeStagingUpdate: (state) => read(state, needed(state.primary, 'primary distribution')),
  stagingBeforeUpdate: (state) => read(state, needed(state.staging, 'staging distribution')),
  async stagingUpdated(state) {
    const step = await update(state, needed(state.staging, 'staging distribution'), STAGED);
    return mustSucceed(state, step, 'updated staging distribution', 'continuous-deployment.staging.update');
  },
  primaryAfterStagingUpdate: (state) => read(state, needed(state.primary, 'primary distribution')),
  async primaryConfig(state) {
    return call(state.lane, GET_CONFIG, { Id: needed(state.primary, 'primary distribution').id });
  },
  async gotUnknown(state) {
    return call(state.lane, GET, { Id: unknown(state) });
  },
  async updatedUnknown(state) {
    const { etag, config } = needed(state.primary, 'primary distribution');
    return call(state.lane, UPDATE, { Id: unknown(state), IfMatch: etag, DistributionConfig: config });
  },
  async deletedUnknown(state) {
    const { etag } = needed(state.primary, 'primary distribution');
    return call(state.lane, DELETE, { Id: unknown(state), IfMatch: etag });
  },
  async copiedUnknown(state) {
    return mustNotCreate(state, await copy(state, { PrimaryDistributionId: unknown(state), Enabled: false }));
  },
  async callerReferenceChanged(state) {
    const primary = needed(state.primary, 'primary distribution');
    return update(state, primary, { CallerReference: uniqueText(state.lane) });
  },
  policyMade: makePolicy,
  async createdWithPolicy(state) {
    const { id } = needed(state.policy, 'policy');
    const step = await create(state, { ContinuousDeploymentPolicyId: id, Enabled: false });
    return mustNotCreate(state, step);
  },
  async attachedUnknown(state) {
    const { id } = needed(state.policy, 'policy');
    const primary = needed(state.primary, 'primary distribution');
    return update(state, primary, { ContinuousDeploymentPolicyId: similar(id, 5) });
  },
  attached: attach,
  async stagingAfterAttach(state) {
    const { id } = attachedPolicy(state);
    const staging = needed(state.staging, 'staging distribution');
    return read(state, staging, ({ config }) => config.ContinuousDeploymentPolicyId === id);
  },
  async updatedStale(state) {
    return updatedWith(state, { IfMatch: await olderEtag(state, needed(state.primary, 'primary distribution')) });
  },
  updatedUnversioned: (state) => updatedWith(state, {}),
} satisfies Record<string, Make>;

/** An update of the primary distribution with a given If-Match or none. */
async function updatedWith(state: WorkflowState, version: JsonObject): Promise<Step> {
  const primary = needed(state.primary, 'primary distribution');
  const config = changed(primary.config, { Comment: 'with another version' });
  const step = await call(state.lane, UPDATE, { Id: primary.id, ...version, DistributionConfig: config });
  see(primary, distributionOf(state, step));
  return step;
}

/** An id that no distribution has, in the form of those that there are. */
const unknown = (state: WorkflowState): string => similar(needed(state.primary, 'primary distribution').id, 7);
