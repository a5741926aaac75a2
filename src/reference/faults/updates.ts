import type { JsonObject } from '../../core/json.ts';
import { changed, newEntry } from '../entries.ts';
import { isObject } from '../json.ts';
import { claim } from '../policies/claims.ts';
import { afterRefusal, afterwards, around } from '../wrapping.ts';
import { merged } from './config.ts';
import { CREATE, type Fault, UPDATE } from './fault.ts';

/** The rules that say that an update replaces what was there. */
const breaks = 'lifecycle.{update.replaces,update.echoes,read.after-update,list.after-update}';
const sentConfig = (input: JsonObject): JsonObject =>
  isObject(input.ContinuousDeploymentPolicyConfig) ? input.ContinuousDeploymentPolicyConfig : {};

/** What goes wrong when a configuration is replaced. */
export const updateFaults: Fault[] = [
  {
    name: 'update-merges',
    kind: 'written',
    breaks,
    about: 'An update keeps what it leaves out.',
    decide: () => ({ kept: (sent, before) => merged(before, sent) as JsonObject }),
  },
  {
    name: 'update-merges-at-the-top',
    kind: 'written',
    breaks,
    about: 'An update keeps the outermost members that it leaves out.',
    decide: () => ({ kept: (sent, before) => ({ ...before, ...sent }) }),
  },
  {
    name: 'update-does-nothing',
    kind: 'written',
    breaks,
    about: 'An update is answered as done and leaves everything as it was.',
    decide: () => ({ kept: (sent, before) => before ?? sent }),
  },
  {
    name: 'update-changes-enabled-only',
    kind: 'written',
    breaks,
    about: 'An update changes Enabled and nothing else.',
    decide: () => ({ kept: (sent, before) => (before ? { ...before, Enabled: sent.Enabled } : sent) }),
  },
  {
    name: 'update-forgets-enabled',
    kind: 'written',
    breaks,
    about: 'An update changes everything but Enabled.',
    decide: () => ({ kept: (sent, before) => (before ? { ...sent, Enabled: before.Enabled } : sent) }),
  },
  {
    name: 'update-forgets-traffic',
    kind: 'written',
    breaks,
    about: 'An update keeps the traffic configuration of before.',
    decide: () => ({ kept: (sent, before) => (before ? { ...sent, TrafficConfig: before.TrafficConfig } : sent) }),
  },
  {
    name: 'update-answers-the-old',
    kind: 'written',
    breaks: '{lifecycle.update.echoes,*.carried}',
    about: 'The answer to an update shows the configuration of before.',
    operate: around([UPDATE], (next) => async (context, input) => {
      const before = context.state.policies.get(String(input.Id));
      const result = await next(context, input);
      if (!before || !('output' in result)) return result;
      const policy = result.output.ContinuousDeploymentPolicy as JsonObject;
      const old = { ...policy, ContinuousDeploymentPolicyConfig: before.config };
      return { output: { ...result.output, ContinuousDeploymentPolicy: old } };
    }),
  },
  {
    name: 'update-creates',
    kind: 'written',
    breaks: 'lifecycle.update.{unknown-id,deleted}',
    about: 'An update of an unknown id creates a policy.',
    operate: around([UPDATE], (next) => (context, input) => {
      const id = String(input.Id);
      if (!context.state.policies.has(id)) {
        const policy = { ...newEntry(context, 'policy', id, sentConfig(input)), id };
        context.state.policies.set(id, policy);
        return next(context, { ...input, IfMatch: policy.etag });
      }
      return next(context, input);
    }),
  },
  {
    name: 'refused-update-kept',
    kind: 'written',
    breaks: 'lifecycle.update.refused-changes-nothing',
    about: 'A refused update is stored all the same.',
    operate: afterRefusal([UPDATE], ({ state }, input) => {
      const policy = state.policies.get(String(input.Id));
      if (policy) state.policies.set(policy.id, { ...policy, config: sentConfig(input) });
    }),
  },
  {
    name: 'refused-update-partly-applied',
    kind: 'written',
    breaks: 'lifecycle.update.refused-changes-nothing',
    about: 'Of a refused update Enabled is stored.',
    operate: afterRefusal([UPDATE], ({ state }, input) => {
      const policy = state.policies.get(String(input.Id));
      const { Enabled } = sentConfig(input);
      if (policy && typeof Enabled === 'boolean')
        state.policies.set(policy.id, { ...policy, config: { ...policy.config, Enabled } });
    }),
  },
  {
    name: 'refused-update-rotates-etag',
    kind: 'written',
    breaks: 'lifecycle.update.refused-changes-nothing',
    about: 'A refused update gives the policy a new ETag.',
    operate: afterRefusal([UPDATE], (context, input) => {
      const policy = context.state.policies.get(String(input.Id));
      if (policy) context.state.policies.set(policy.id, changed(context, policy, policy.config));
    }),
  },
  {
    name: 'refused-create-kept',
    kind: 'written',
    breaks: 'lifecycle.create.refused-leaves-nothing',
    about: 'A refused create leaves a policy behind.',
    operate: afterRefusal([CREATE], (context, input) => {
      const policy = newEntry(context, 'policy', 'refused', sentConfig(input));
      context.state.policies.set(policy.id, policy);
      claim(context, policy);
    }),
  },
  {
    name: 'update-frees-no-name',
    kind: 'written',
    breaks: 'continuous-deployment.moving-frees',
    about: 'A policy that moves to another staging distribution goes on to hold the first.',
    operate: around([UPDATE], (next) => async (context, input) => {
      const before = context.state.policies.get(String(input.Id));
      const result = await next(context, input);
      if (before) claim(context, before);
      return result;
    }),
  },
  {
    name: 'update-takes-no-name',
    kind: 'written',
    breaks: 'continuous-deployment.moving-takes',
    about: 'A policy that moves to another staging distribution does not hold the new one.',
    operate: afterwards([UPDATE], ({ state }) => {
      for (const [name, id] of state.claims) {
        const policy = state.policies.get(id);
        if (policy && policy.version > 1) state.claims.delete(name);
      }
    }),
  },
];
