import { changed } from '../entries.ts';
import { around } from '../wrapping.ts';
import { CREATE, type Fault, GET, GET_CONFIG, UPDATE } from './fault.ts';

const missing = (operation: string, slug: string): Fault => ({
  name: `etag-missing-in-${slug}`,
  kind: 'derived',
  breaks: 'answer.etag',
  about: `The answer to a ${slug} has no ETag.`,
  operate: around([operation], (next) => async (context, input) => {
    const result = await next(context, input);
    if ('refusal' in result) return result;
    const { ETag: _, ...output } = result.output;
    return { output };
  }),
});

/** What goes wrong with versions. */
export const etagFaults: Fault[] = [
  missing(CREATE, 'create'),
  missing(GET, 'get'),
  missing(GET_CONFIG, 'get-config'),
  missing(UPDATE, 'update'),
  {
    name: 'etag-never-rotates',
    kind: 'written',
    breaks: 'lifecycle.etag.changes',
    about: 'An update leaves the ETag as it was.',
    decide: ({ newEtag }) => ({ newEtag: (id) => newEtag(id, 1) }),
  },
  {
    name: 'etag-rotates-twice-only',
    kind: 'written',
    breaks: 'lifecycle.etag.changes',
    about: 'The ETag goes to and fro between two values.',
    decide: ({ newEtag }) => ({ newEtag: (id, version) => newEtag(id, version % 2) }),
  },
  {
    name: 'etag-rotates-on-read',
    kind: 'written',
    breaks: 'lifecycle.etag.agrees',
    about: 'Every read gives the policy a new ETag.',
    operate: around([GET], (next) => (context, input) => {
      const policy = context.state.policies.get(String(input.Id));
      if (policy) context.state.policies.set(policy.id, changed(context, policy, policy.config));
      return next(context, input);
    }),
  },
  {
    name: 'etag-old-in-update',
    kind: 'written',
    breaks: 'lifecycle.etag.{agrees,changes}',
    about: 'The answer to an update has the ETag of before.',
    operate: around([UPDATE], (next) => async (context, input) => {
      const before = context.state.policies.get(String(input.Id));
      const result = await next(context, input);
      return before && 'output' in result ? { output: { ...result.output, ETag: before.etag } } : result;
    }),
  },
  {
    name: 'etag-other-in-get-config',
    kind: 'written',
    breaks: 'lifecycle.etag.agrees',
    about: 'Reading the configuration gives another ETag than reading the policy.',
    decide: ({ shown, newEtag }) => ({
      shown: (entry, showing) => {
        const before = shown(entry, showing);
        return showing === 'read-config' ? { ...before, etag: newEtag(`${entry.id} config`, entry.version) } : before;
      },
    }),
  },
  {
    name: 'etag-other-in-create',
    kind: 'written',
    breaks: 'lifecycle.etag.agrees',
    about: "The answer to a create has an ETag that is not the new policy's.",
    decide: ({ shown, newEtag }) => ({
      shown: (entry, showing) => {
        const before = shown(entry, showing);
        return showing === 'create' ? { ...before, etag: newEtag(`${entry.id} new`, entry.version) } : before;
      },
    }),
  },
];
