import type { StoredResource } from '../../state.ts';
import { around } from '../../wrapping.ts';
import { without } from '../config.ts';
import { DELETE, type Fault, GET_CONFIG, UPDATE } from '../fault.ts';
import { STORED, stores } from '../fields.ts';
import { wrapped } from '../written.ts';
import { failure } from './helpers.ts';

/** Unknown ids are answered wrong. */
export const unknownIdsFaults: Fault[] = [
  wrapped(
    'unknown-id-in-config-fails',
    'answer.no-server-error',
    'The configuration of an unknown id is answered 500.',
    [GET_CONFIG],
    (next) => async (context, input) => {
      const result = await next(context, input);
      return 'refusal' in result ? failure : result;
    },
  ),
  wrapped(
    'update-of-unknown-id-fails',
    'answer.no-server-error',
    'An update of an unknown id is answered 500.',
    [UPDATE],
    (next) => (context, input) => (context.state.policies.has(String(input.Id)) ? next(context, input) : failure),
  ),
  wrapped(
    'delete-of-unknown-id-succeeds',
    'lifecycle.delete.{unknown-id,twice}',
    'A delete of an unknown id succeeds.',
    [DELETE],
    (next) => (context, input) =>
      context.state.policies.has(String(input.Id)) ? next(context, input) : { output: {} },
  ),
  {
    name: 'update-revives-the-deleted',
    kind: 'written',
    breaks: 'lifecycle.update.deleted',
    about: 'An update of what was deleted brings it back.',
    operate: (before) => {
      const deleted = new Map<string, StoredResource>();
      const deleting = around([DELETE], (next) => async (context, input) => {
        const policy = context.state.policies.get(String(input.Id));
        const result = await next(context, input);
        if (policy && 'output' in result) deleted.set(policy.id, policy);
        return result;
      });
      const updating = around([UPDATE], (next) => (context, input) => {
        const policy = deleted.get(String(input.Id));
        if (policy) context.state.policies.set(policy.id, policy);
        return next(context, policy ? { ...input, IfMatch: policy.etag } : input);
      });
      return updating(deleting(before));
    },
  },
  {
    ...stores(
      'everything-but-enabled-lost-on-create',
      'A create stores Enabled and the names alone.',
      (config) => config,
    ),
    decide: ({ kept }) => ({
      kept: (sent, before) =>
        before || sent.DefaultCacheBehavior !== undefined ? kept(sent, before) : without(kept(sent, before), 'traffic'),
    }),
    breaks: STORED,
  },
];
