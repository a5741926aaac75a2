import { isDeepStrictEqual } from 'node:util';
import { thirteen, uuid } from '../ids.ts';
import { around } from '../wrapping.ts';
import type { Variant } from './variant.ts';

/** Other forms of ids and versions, and other codes where several are allowed. */
export const formVariants: Variant[] = [
  {
    name: 'ids-like-distributions',
    about: 'Policy ids look like those of distributions.',
    decide: ({ newId }) => ({
      newId: (naming) => (naming.kind === 'policy' ? `E${thirteen(newId(naming)).toUpperCase()}` : newId(naming)),
    }),
  },
  {
    name: 'ids-upper-case',
    about: 'Policy ids are UUIDs in capitals.',
    decide: ({ newId }) => ({
      newId: (naming) => (naming.kind === 'policy' ? newId(naming).toUpperCase() : newId(naming)),
    }),
  },
  {
    name: 'ids-long',
    about: 'Policy ids are long and hold what paths must escape.',
    decide: ({ newId }) => ({
      newId: (naming) => (naming.kind === 'policy' ? `policy:${newId(naming)}+${uuid(newId(naming))}` : newId(naming)),
    }),
  },
  {
    name: 'etags-hexadecimal',
    about: 'ETags are hexadecimal.',
    decide: ({ precondition }) => ({
      newEtag: (id, version) => uuid(id, version).replaceAll('-', ''),
      precondition: (asked) => {
        if (asked.given === undefined || !/^[0-9a-f]{32}$/.test(asked.given)) return precondition(asked);
        return asked.given === asked.current ? 'holds' : 'stale';
      },
    }),
  },
  {
    name: 'etags-counted',
    about: 'ETags count the versions of each resource.',
    decide: ({ precondition }) => ({
      newEtag: (_, version) => String(version),
      precondition: (asked) => {
        if (asked.given === undefined || !/^[1-9]\d*$/.test(asked.given)) return precondition(asked);
        return asked.given === asked.current ? 'holds' : 'stale';
      },
    }),
  },
  {
    name: 'etag-kept-by-identical-update',
    about: 'An update that changes nothing leaves the ETag as it was.',
    operate: around(['UpdateContinuousDeploymentPolicy'], (next) => async (context, input) => {
      const { policies } = context.state;
      const before = policies.get(String(input.Id));
      const result = await next(context, input);
      const after = policies.get(String(input.Id));
      if (!before || !after || 'refusal' in result || !isDeepStrictEqual(before.config, after.config)) return result;
      policies.set(after.id, { ...after, version: before.version, etag: before.etag });
      return { output: { ...result.output, ETag: before.etag } };
    }),
  },
  {
    name: 'stale-is-invalid-if-match',
    about: 'A stale If-Match is answered InvalidIfMatchVersion.',
    decide: () => ({ staleCode: 'InvalidIfMatchVersion' }),
  },
  {
    name: 'garbage-is-stale',
    about: 'An If-Match that is no version is answered like a stale one.',
    decide: () => ({
      precondition: ({ given, current }) => (given === undefined ? 'missing' : given === current ? 'holds' : 'stale'),
    }),
  },
  {
    name: 'star-matches',
    about: 'If-Match: * matches any version, as RFC 9110 has it.',
    decide: ({ precondition }) => ({ precondition: (asked) => (asked.given === '*' ? 'holds' : precondition(asked)) }),
  },
  {
    name: 'malformed-input',
    about: 'Bodies that are no document of their shape are answered MalformedInput.',
    decide: () => ({ malformedCode: 'MalformedInput' }),
  },
  {
    name: 'malformed-is-invalid-argument',
    about: 'Bodies that are no document of their shape are answered InvalidArgument.',
    decide: () => ({ malformedCode: 'InvalidArgument' }),
  },
  {
    name: 'values-trimmed-at-ends',
    about: "Values lose the blanks at their ends, which no header's value has.",
    decide: ({ kept }) => ({
      kept: (sent, before) =>
        JSON.parse(JSON.stringify(kept(sent, before)), (name, value) =>
          name === 'Value' && typeof value === 'string' ? value.trim() : value,
        ),
    }),
  },
  {
    name: 'floats-in-32-bits',
    about: 'Weights are kept as 32-bit floats and written with all of their digits.',
    decide: ({ kept }) => ({
      kept: (sent, before) =>
        JSON.parse(JSON.stringify(kept(sent, before)), (name, value) =>
          name === 'Weight' ? Math.fround(value) : value,
        ),
    }),
  },
];
