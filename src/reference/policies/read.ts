import type { Operate } from '../context.ts';
import { show } from '../entries.ts';
import { findPolicy } from './find.ts';
import { policyBody } from './show.ts';

export const getPolicy: Operate = (context, input) => {
  const found = findPolicy(context, input);
  if ('refusal' in found) return found;
  const shown = show(context, found.policy, 'read');
  return { output: { ContinuousDeploymentPolicy: policyBody(shown), ETag: shown.etag } };
};

export const getPolicyConfig: Operate = (context, input) => {
  const found = findPolicy(context, input);
  if ('refusal' in found) return found;
  const shown = show(context, found.policy, 'read-config');
  return { output: { ContinuousDeploymentPolicyConfig: shown.config, ETag: shown.etag } };
};
