import type { JsonObject } from '../../../core/json.ts';
import { type Fault, LIST } from '../fault.ts';
import { wrapped } from '../written.ts';

/** Listings of policies are wrong. */
export const listingsFaults: Fault[] = [
  wrapped(
    'list-of-the-enabled-first',
    'lifecycle.list.pages',
    'Every page of a listing is sorted by itself after it was cut from an unsorted list.',
    [LIST],
    (next) => (context, input) => {
      const { page } = context.behaviour;
      let calls = 0;
      const behaviour: typeof context.behaviour = {
        ...context.behaviour,
        page: (entries, request) => {
          const all = [...entries];
          return page(
            request.after === 0 && calls++ === 0
              ? all.toReversed().map((entry, index) => ({ ...entry, sequence: all[index]!.sequence }))
              : all,
            request,
          );
        },
      };
      return next({ ...context, behaviour }, input);
    },
  ),
  wrapped(
    'list-of-a-hundred',
    'lifecycle.{list.*,concurrency.*}',
    'A listing never has more than two entries and says nothing of the rest.',
    [LIST],
    (next) => (context, input) => {
      const { page } = context.behaviour;
      const behaviour: typeof context.behaviour = {
        ...context.behaviour,
        page: (entries, request) => ({
          ...page(entries, { ...request, maxItems: Math.min(2, request.maxItems) }),
          next: undefined,
        }),
      };
      return next({ ...context, behaviour }, input);
    },
  ),
  wrapped(
    'list-marker-lost',
    'lifecycle.list.pages',
    'The second page of a listing has no marker.',
    [LIST],
    (next) => async (context, input) => {
      const result = await next(context, input);
      const list = 'output' in result ? (result.output.ContinuousDeploymentPolicyList as JsonObject) : undefined;
      return list && input.Marker
        ? { output: { ContinuousDeploymentPolicyList: { ...list, NextMarker: undefined } } }
        : result;
    },
  ),
  wrapped(
    'list-quantity-off-by-one',
    'lifecycle.list.quantity',
    'The Quantity of a listing is one less than it should be.',
    [LIST],
    (next) => async (context, input) => {
      const result = await next(context, input);
      const list = 'output' in result ? (result.output.ContinuousDeploymentPolicyList as JsonObject) : undefined;
      return list
        ? { output: { ContinuousDeploymentPolicyList: { ...list, Quantity: Math.max(0, Number(list.Quantity) - 1) } } }
        : result;
    },
  ),
  wrapped(
    'list-max-items-constant',
    'lifecycle.list.repeats-max-items',
    'A listing always repeats 100 as MaxItems.',
    [LIST],
    (next) => async (context, input) => {
      const result = await next(context, input);
      const list = 'output' in result ? (result.output.ContinuousDeploymentPolicyList as JsonObject) : undefined;
      return list ? { output: { ContinuousDeploymentPolicyList: { ...list, MaxItems: 100 } } } : result;
    },
  ),
];
