import type { JsonObject } from '../../../core/json.ts';
import { refuse } from '../../refusal.ts';
import { around } from '../../wrapping.ts';
import type { Fault } from '../fault.ts';
import { instead } from '../written.ts';
import { COPY, GET_CONFIG, PROMOTE, UPDATE } from './helpers.ts';

/** Promotions are wrong. */
export const promotionsFaults: Fault[] = [
  instead(
    'promotion-of-unknown-staging',
    'continuous-deployment.promote.unknown-staging',
    'A promotion of a staging distribution that does not exist takes the one of the policy.',
    PROMOTE,
    (input, { state }) =>
      state.distributions.has(String(input.StagingDistributionId))
        ? input
        : { ...input, StagingDistributionId: undefined },
  ),
  instead(
    'promotion-ignores-staging-id',
    'continuous-deployment.promote.unknown-staging',
    'A promotion does not look at the id of the staging distribution.',
    PROMOTE,
    ({ StagingDistributionId: _, ...input }) => input,
  ),
  instead(
    'promotion-compares-etags-by-beginning',
    'continuous-deployment.promote.altered-etag',
    'A promotion passes over what follows the ETag of the staging distribution.',
    PROMOTE,
    (input, { state }) => {
      const staging = state.distributions.get(String(input.StagingDistributionId));
      const [first, second = ''] = String(input.IfMatch ?? '')
        .split(',')
        .map((etag) => etag.trim());
      return staging && second.startsWith(staging.etag) ? { ...input, IfMatch: `${first}, ${staging.etag}` } : input;
    },
  ),
  instead(
    'promotion-of-unknown-primary',
    'continuous-deployment.promote.unknown-primary',
    'A promotion to a distribution that does not exist changes the one that has the policy.',
    PROMOTE,
    (input, { state }) => {
      const primary = [...state.distributions.values()].find(({ etag }) => String(input.IfMatch).startsWith(etag));
      return state.distributions.has(String(input.Id)) || !primary ? input : { ...input, Id: primary.id };
    },
  ),
  instead(
    'promotion-with-one-etag',
    'continuous-deployment.promote.one-etag',
    'A promotion is content with the ETag of the primary distribution alone.',
    PROMOTE,
    (input, { state }) => {
      const staging = state.distributions.get(String(input.StagingDistributionId));
      const given = String(input.IfMatch ?? '');
      return given !== '' && !given.includes(',') ? { ...input, IfMatch: `${given}, ${staging?.etag}` } : input;
    },
  ),
  instead(
    'promotion-with-etags-in-any-order',
    'continuous-deployment.promote.swapped-etags',
    'A promotion takes the two ETags in any order.',
    PROMOTE,
    (input, { state }) => {
      const [first, second] = String(input.IfMatch ?? '')
        .split(',')
        .map((etag) => etag.trim());
      return first === state.distributions.get(String(input.StagingDistributionId))?.etag
        ? { ...input, IfMatch: `${second}, ${first}` }
        : input;
    },
  ),
  instead(
    'promotion-with-the-primary-etag-twice',
    'continuous-deployment.promote.primary-etag-twice',
    'A promotion compares both of its ETags with that of the primary distribution.',
    PROMOTE,
    (input, { state }) => {
      const staging = state.distributions.get(String(input.StagingDistributionId));
      const [first, second] = String(input.IfMatch ?? '')
        .split(',')
        .map((etag) => etag.trim());
      return staging && first === second ? { ...input, IfMatch: `${first}, ${staging.etag}` } : input;
    },
  ),
  {
    name: 'distribution-update-keeps-time',
    kind: 'written',
    breaks: 'continuous-deployment.update.last-modified',
    about: 'An update leaves LastModifiedTime of a distribution as it was.',
    operate: around([UPDATE], (next) => async (context, input) => {
      const before = context.state.distributions.get(String(input.Id));
      const result = await next(context, input);
      const changed = context.state.distributions.get(String(input.Id));
      if (before && changed) context.state.distributions.set(changed.id, { ...changed, modified: before.modified });
      return result;
    }),
  },
  ...(
    [
      ['staging-id-with-punctuation', PROMOTE, 'StagingDistributionId', /[^A-Za-z0-9]/],
      ['copy-if-match-with-a-semicolon', COPY, 'IfMatch', /;/],
      ['distribution-id-with-two-dots', GET_CONFIG, 'Id', /\.\./],
    ] as const
  ).map(
    ([name, operation, member, form]): Fault => ({
      name: `${name}-breaks-down`,
      kind: 'derived',
      breaks: '{answer.no-server-error,continuous-deployment.unusual-parameters}',
      about: `${operation} answers 500 to an unusual ${member}.`,
      operate: around(
        [operation],
        (next) => (context, input) =>
          form.test(String(input[member] ?? ''))
            ? refuse('InternalFailure', 'An exception was thrown.')
            : next(context, input),
      ),
    }),
  ),
  {
    name: 'promotion-keeps-time',
    kind: 'written',
    breaks: 'continuous-deployment.last-modified.advances',
    about: 'Updates and promotions leave LastModifiedTime of distributions as it was.',
    operate: around([UPDATE, PROMOTE], (next) => async (context, input) => {
      const before = context.state.distributions.get(String(input.Id));
      const result = await next(context, input);
      const changed = context.state.distributions.get(String(input.Id));
      if (!before || !changed || !('output' in result)) return result;
      context.state.distributions.set(changed.id, { ...changed, modified: before.modified });
      return {
        output: {
          ...result.output,
          Distribution: { ...(result.output.Distribution as JsonObject), LastModifiedTime: before.modified },
        },
      };
    }),
  },
];
