import type { JsonObject } from '../../../core/json.ts';
import type { Context, Operate } from '../../context.ts';
import type { StoredResource } from '../../state.ts';
import { DELETE, type Fault, UPDATE } from '../fault.ts';
import { wrapped } from '../written.ts';
import { configOf } from './helpers.ts';

/** Calls an operation with the present ETag in place of what was sent, where a policy and the input are as they say. */
const waivedWhere =
  (when: (policy: StoredResource, input: JsonObject, context: Context) => boolean) =>
  (next: Operate): Operate =>
  (context, input) => {
    const policy = context.state.policies.get(String(input.Id));
    return next(context, policy && when(policy, input, context) ? { ...input, IfMatch: policy.etag } : input);
  };

const isOptionalOnceUpdated = ({ version }: StoredResource, { IfMatch }: JsonObject): boolean =>
  version > 1 && IfMatch === undefined;

/** ETags are compared wrong. */
export const conditionalWritesFaults: Fault[] = [
  wrapped(
    'stale-same-update-accepted',
    'lifecycle.update.refuses-stale-if-match',
    'An update that would change nothing is accepted whatever its If-Match.',
    [UPDATE],
    waivedWhere(
      ({ config }, input) => input.IfMatch !== undefined && JSON.stringify(config) === JSON.stringify(configOf(input)),
    ),
  ),
  wrapped(
    'if-match-optional-once-updated',
    'lifecycle.update.requires-if-match',
    'Who updated once needs no If-Match any more.',
    [UPDATE],
    waivedWhere(isOptionalOnceUpdated),
  ),
  wrapped(
    'delete-without-if-match-once-updated',
    'lifecycle.delete.requires-if-match',
    'What was updated can be deleted without If-Match.',
    [DELETE],
    waivedWhere(isOptionalOnceUpdated),
  ),
  wrapped(
    'previous-etag-accepted',
    'lifecycle.{update.refuses-stale-if-match,concurrency.*}',
    'The ETag before the present one is good too.',
    [UPDATE],
    waivedWhere(({ id, version }, { IfMatch }, { behaviour }) => IfMatch === behaviour.newEtag(id, version - 1)),
  ),
  wrapped(
    'first-etag-accepted',
    'lifecycle.{update.refuses-stale-if-match,delete.refuses-stale-if-match,concurrency.*}',
    'The ETag of the create is always good.',
    [UPDATE],
    waivedWhere(({ id }, { IfMatch }, { behaviour }) => IfMatch === behaviour.newEtag(id, 1)),
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
