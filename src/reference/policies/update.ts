import { checkPolicy } from '../checks/index.ts';
import type { Operate } from '../context.ts';
import { changed, pause, show } from '../entries.ts';
import { checkIfMatch } from '../if-match.ts';
import { isObject } from '../json.ts';
import { refuse } from '../refusal.ts';
import { checkNames, claim, release } from './claims.ts';
import { findPolicy } from './find.ts';
import { policyBody } from './show.ts';

/** Replaces the whole configuration. */
export const updatePolicy: Operate = async (context, input) => {
  const { state, behaviour } = context;
  const config = input.ContinuousDeploymentPolicyConfig;
  if (!isObject(config)) return refuse(behaviour.malformedCode, 'The body is no configuration.');
  const found = findPolicy(context, input);
  if ('refusal' in found) return found;
  const { policy } = found;
  const broken =
    checkIfMatch(behaviour, 'UpdateContinuousDeploymentPolicy', input.IfMatch, policy.etag) ??
    checkPolicy(config, 'update', behaviour) ??
    checkNames(context, config, policy);
  if (broken) return broken;
  const gap = pause(context, 'UpdateContinuousDeploymentPolicy');
  if (gap) await gap;
  const after = changed(context, policy, behaviour.kept(config, policy.config));
  release(context, policy);
  state.policies.set(after.id, after);
  claim(context, after);
  const shown = show(context, after, 'update');
  return { output: { ContinuousDeploymentPolicy: policyBody(shown), ETag: shown.etag } };
};
