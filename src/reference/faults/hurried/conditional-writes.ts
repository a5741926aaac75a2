import { DELETE, type Fault, UPDATE } from '../fault.ts';
import { wrapped } from '../written.ts';
import { configOf } from './helpers.ts';

/** ETags are compared wrong. */
export const conditionalWritesFaults: Fault[] = [
  wrapped(
    'stale-same-update-accepted',
    'lifecycle.update.refuses-stale-if-match',
    'An update that would change nothing is accepted whatever its If-Match.',
    [UPDATE],
    (next) => (context, input) => {
      const policy = context.state.policies.get(String(input.Id));
      const same = policy && JSON.stringify(policy.config) === JSON.stringify(configOf(input));
      return next(context, same && input.IfMatch !== undefined ? { ...input, IfMatch: policy.etag } : input);
    },
  ),
  wrapped(
    'if-match-optional-once-updated',
    'lifecycle.update.requires-if-match',
    'Who updated once needs no If-Match any more.',
    [UPDATE],
    (next) => (context, input) => {
      const policy = context.state.policies.get(String(input.Id));
      return next(
        context,
        policy && policy.version > 1 && input.IfMatch === undefined ? { ...input, IfMatch: policy.etag } : input,
      );
    },
  ),
  wrapped(
    'delete-without-if-match-once-updated',
    'lifecycle.delete.requires-if-match',
    'What was updated can be deleted without If-Match.',
    [DELETE],
    (next) => (context, input) => {
      const policy = context.state.policies.get(String(input.Id));
      return next(
        context,
        policy && policy.version > 1 && input.IfMatch === undefined ? { ...input, IfMatch: policy.etag } : input,
      );
    },
  ),
  wrapped(
    'previous-etag-accepted',
    'lifecycle.{update.refuses-stale-if-match,concurrency.*}',
    'The ETag before the present one is good too.',
    [UPDATE],
    (next) => (context, input) => {
      const policy = context.state.policies.get(String(input.Id));
      const previous = policy && context.behaviour.newEtag(policy.id, policy.version - 1);
      return next(context, policy && input.IfMatch === previous ? { ...input, IfMatch: policy.etag } : input);
    },
  ),
  wrapped(
    'first-etag-accepted',
    'lifecycle.{update.refuses-stale-if-match,delete.refuses-stale-if-match,concurrency.*}',
    'The ETag of the create is always good.',
    [UPDATE],
    (next) => (context, input) => {
      const policy = context.state.policies.get(String(input.Id));
      return next(
        context,
        policy && input.IfMatch === context.behaviour.newEtag(policy.id, 1)
          ? { ...input, IfMatch: policy.etag }
          : input,
      );
    },
  ),
  wrapped(
    'refused-delete-done-later',
    'lifecycle.{delete.*,every-transition,any-sequence}',
    'A delete that is refused for its If-Match is done all the same.',
    [DELETE],
    (next) => async (context, input) => {
      const result = await next(context, input);
      if ('refusal' in result && input.IfMatch !== undefined) context.state.policies.delete(String(input.Id));
      return result;
    },
  ),
  wrapped(
    'delete-frees-every-name',
    'continuous-deployment.*',
    'A delete frees the staging distributions of all policies.',
    [DELETE],
    (next) => async (context, input) => {
      const result = await next(context, input);
      if ('output' in result) context.state.claims.clear();
      return result;
    },
  ),
];
