import type { Operate } from '../context.ts';
import { show } from '../entries.ts';
import { pageRequest } from '../paging.ts';
import { summaryBody } from './show.ts';

/** Quantity counts the whole account, as its documentation has it. */
export const listDistributions: Operate = (context, input) => {
  const { state, behaviour } = context;
  const request = pageRequest(input);
  if ('refusal' in request) return request;
  const { items, next } = behaviour.page(state.distributions.values(), request);
  return {
    output: {
      DistributionList: {
        Marker: typeof input.Marker === 'string' ? input.Marker : '',
        NextMarker: next,
        MaxItems: request.maxItems,
        IsTruncated: next !== undefined,
        Quantity: behaviour.quantity(state.distributions.size, items.length),
        Items: items.map((distribution) => summaryBody(context, show(context, distribution, 'list'))),
      },
    },
  };
};
