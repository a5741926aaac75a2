import type { Operate } from '../context.ts';
import { show } from '../entries.ts';
import { pageRequest } from '../paging.ts';
import { policyBody } from './show.ts';

/** Quantity counts the whole account, as its documentation has it. */
export const listPolicies: Operate = (context, input) => {
  const { state, behaviour } = context;
  const request = pageRequest(input);
  if ('refusal' in request) return request;
  const { items, next } = behaviour.page(state.policies.values(), request);
  return {
    output: {
      ContinuousDeploymentPolicyList: {
        NextMarker: next,
        MaxItems: request.maxItems,
        Quantity: behaviour.quantity(state.policies.size, items.length),
        Items: items.map((policy) => ({ ContinuousDeploymentPolicy: policyBody(show(context, policy, 'list')) })),
      },
    },
  };
};
