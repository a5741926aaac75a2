import type { JsonObject } from '../../core/json.ts';
import { changed } from '../entries.ts';
import type { ReferenceState } from '../state.ts';
import { afterwards } from '../wrapping.ts';
import { CREATE, DELETE, type Fault, UPDATE } from './fault.ts';

const others = ({ policies }: ReferenceState, id: string) =>
  [...policies.values()].filter((policy) => policy.id !== id);

const touching = (
  name: string,
  breaks: string,
  about: string,
  operations: string[],
  act: Parameters<typeof afterwards>[1],
): Fault => ({
  name,
  kind: 'written',
  breaks,
  about,
  operate: afterwards(operations, act),
});

/** One thing's change shows in another. */
export const crosstalkFaults: Fault[] = [
  touching(
    'update-touches-all',
    'lifecycle.update.leaves-others',
    'An update enables or disables every policy.',
    [UPDATE],
    ({ state }, { Id, ContinuousDeploymentPolicyConfig }) => {
      const { Enabled } = ContinuousDeploymentPolicyConfig as JsonObject;
      for (const policy of others(state, String(Id))) {
        state.policies.set(policy.id, { ...policy, config: { ...policy.config, Enabled } });
      }
    },
  ),
  touching(
    'update-rotates-all',
    'lifecycle.update.leaves-others',
    'An update gives every policy a new ETag.',
    [UPDATE],
    (context, { Id }) => {
      for (const policy of others(context.state, String(Id))) {
        context.state.policies.set(policy.id, changed(context, policy, policy.config));
      }
    },
  ),
  touching(
    'update-overwrites-the-oldest',
    'lifecycle.{update.leaves-others,any-sequence}',
    'An update is written to the oldest policy too.',
    [UPDATE],
    ({ state }, input) => {
      const [oldest] = state.policies.values();
      const config = input.ContinuousDeploymentPolicyConfig as JsonObject;
      if (oldest) state.policies.set(oldest.id, { ...oldest, config });
    },
  ),
  touching(
    'create-shares-traffic',
    'lifecycle.create.leaves-others',
    'All policies share the traffic configuration of the newest.',
    [CREATE],
    ({ state }, input) => {
      const { TrafficConfig } = input.ContinuousDeploymentPolicyConfig as JsonObject;
      for (const policy of state.policies.values()) {
        state.policies.set(policy.id, { ...policy, config: { ...policy.config, TrafficConfig } });
      }
    },
  ),
  touching(
    'delete-disables-the-rest',
    'lifecycle.delete.leaves-others',
    'A delete disables every other policy.',
    [DELETE],
    ({ state }) => {
      for (const policy of state.policies.values()) {
        state.policies.set(policy.id, { ...policy, config: { ...policy.config, Enabled: false } });
      }
    },
  ),
];
