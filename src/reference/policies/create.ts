import type { JsonObject } from '../../core/json.ts';
import { checkPolicy } from '../checks/index.ts';
import type { Operate } from '../context.ts';
import { locationOf, newEntry, pause, show } from '../entries.ts';
import { isObject } from '../json.ts';
import { refuse } from '../refusal.ts';
import { checkNames, claim, namesOf } from './claims.ts';
import { policyBody } from './show.ts';

export const createPolicy: Operate = async (context, input) => {
  const { state, behaviour } = context;
  const config = input.ContinuousDeploymentPolicyConfig;
  if (!isObject(config)) return refuse(behaviour.malformedCode, 'The body is no configuration.');
  const broken = checkPolicy(config, 'create', behaviour) ?? checkNames(context, config);
  if (broken) return broken;
  if (state.policies.size >= behaviour.quota) {
    return refuse('TooManyContinuousDeploymentPolicies', `There may be ${behaviour.quota} policies.`);
  }
  const gap = pause(context, 'CreateContinuousDeploymentPolicy');
  if (gap) await gap;
  const policy = newEntry(context, 'policy', nameFor(config), config);
  state.policies.set(policy.id, policy);
  claim(context, policy);
  const shown = show(context, policy, 'create');
  return {
    output: {
      ContinuousDeploymentPolicy: policyBody(shown),
      Location: locationOf(context, 'CreateContinuousDeploymentPolicy', shown.id),
      ETag: shown.etag,
    },
  };
};

const nameFor = (config: JsonObject): string => namesOf(config).join(' ') || JSON.stringify(config);
