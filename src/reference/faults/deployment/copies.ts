import type { JsonObject } from '../../../core/json.ts';
import { refuse } from '../../refusal.ts';
import { afterwards, around } from '../../wrapping.ts';
import type { Fault } from '../fault.ts';
import { COPY, DELETE, decides, UPDATE } from './helpers.ts';

/** What goes wrong in copies. */
export const copiesFaults: Fault[] = [
  {
    name: 'copy-is-disabled-by-default',
    kind: 'written',
    breaks: 'continuous-deployment.copy.enabled-by-default',
    about: 'A copy is disabled unless it is asked to be enabled.',
    operate: around([COPY], (next) => (context, input) => next(context, { Enabled: false, ...input })),
  },
  {
    name: 'copy-shares-object',
    kind: 'written',
    breaks: 'continuous-deployment.copy.separate',
    about: 'A copy and its original share what is not their own, so that an update of one changes the other.',
    operate: (before) => {
      const originals = new Map<string, string>();
      const copying = afterwards([COPY], (_, input, result) => {
        if ('output' in result)
          originals.set(String((result.output.Distribution as JsonObject).Id), String(input.PrimaryDistributionId));
      });
      const updating = afterwards([UPDATE], ({ state }, input) => {
        const original = state.distributions.get(originals.get(String(input.Id)) ?? '');
        const { Comment, Origins } = input.DistributionConfig as JsonObject;
        if (original)
          state.distributions.set(original.id, { ...original, config: { ...original.config, Comment, Origins } });
      });
      return updating(copying(before));
    },
  },
  decides(
    'copy-keeps-aliases',
    'continuous-deployment.copy.aliases',
    'A copy has the aliases of its original.',
    ({ copied }) => ({
      copied: (primary, sent) => ({ ...copied(primary, sent), Aliases: primary.Aliases }),
    }),
  ),
  decides(
    'copy-loses-origins',
    'continuous-deployment.copy.{behaviour,rest}',
    'A copy has an origin of its own.',
    ({ copied }) => ({
      copied: (primary, sent) => ({
        ...copied(primary, sent),
        Origins: { Quantity: 1, Items: [{ Id: 'origin', DomainName: 'origin.invalid' }] },
      }),
    }),
  ),
  decides(
    'copy-loses-behaviour',
    'continuous-deployment.copy.behaviour',
    'A copy does not cache as its original does.',
    ({ copied }) => ({
      copied: (primary, sent) => ({
        ...copied(primary, sent),
        DefaultCacheBehavior: { TargetOriginId: 'origin', ViewerProtocolPolicy: 'redirect-to-https' },
      }),
    }),
  ),
  decides('copy-loses-comment', 'continuous-deployment.copy.rest', 'A copy has no comment.', ({ copied }) => ({
    copied: (primary, sent) => ({ ...copied(primary, sent), Comment: '' }),
  })),
  decides(
    'copy-is-no-staging',
    'continuous-deployment.copy.makes-staging',
    'A copy is a primary distribution.',
    ({ copied }) => ({
      copied: (primary, sent) => ({ ...copied(primary, sent), Staging: false }),
    }),
  ),
  decides(
    'copy-ignores-enabled',
    'continuous-deployment.copy.enabled',
    'A copy is enabled whatever was asked for.',
    ({ copied }) => ({
      copied: (primary, sent) => copied(primary, { ...sent, enabled: true }),
    }),
  ),
  decides(
    'copy-is-disabled',
    'continuous-deployment.copy.{enabled,makes-staging}',
    'A copy is disabled whatever was asked for.',
    ({ copied }) => ({
      copied: (primary, sent) => copied(primary, { ...sent, enabled: false }),
    }),
  ),
  decides(
    'copy-keeps-caller-reference',
    'continuous-deployment.copy.{makes-staging,caller-reference}',
    'A copy has the caller reference of its original.',
    ({ copied, protects }) => ({
      protects: (what) => what !== 'caller-reference' && protects(what),
      copied: (primary, sent) => ({ ...copied(primary, sent), CallerReference: primary.CallerReference }),
    }),
  ),
  {
    name: 'copy-changes-primary',
    kind: 'written',
    breaks: 'continuous-deployment.copy.leaves-primary',
    about: 'A copy gives its original a new ETag and marks it in its comment.',
    operate: afterwards([COPY], ({ state, behaviour }, input) => {
      const primary = state.distributions.get(String(input.PrimaryDistributionId));
      if (!primary) return;
      const version = primary.version + 1;
      const config = { ...primary.config, Comment: `${primary.config.Comment} (copied)` };
      state.distributions.set(primary.id, {
        ...primary,
        version,
        etag: behaviour.newEtag(primary.id, version),
        config,
      });
    }),
  },
  {
    name: 'copy-without-if-match',
    kind: 'written',
    breaks: 'continuous-deployment.copy.if-match',
    about: 'A copy does not look at If-Match.',
    decide: ({ precondition }) => ({
      precondition: (asked) => (asked.operation === COPY ? 'holds' : precondition(asked)),
    }),
  },
  ...Object.entries({ copy: COPY, get: 'GetDistribution', update: UPDATE, delete: DELETE }).map(
    ([verb, operation]): Fault => ({
      name: `distribution-${verb}-unknown-is-invalid`,
      kind: 'derived',
      breaks: `continuous-deployment.${verb}.unknown`,
      about: `${operation} answers InvalidArgument where there is no such distribution.`,
      operate: around([operation], (next) => async (context, input) => {
        const result = await next(context, input);
        return 'refusal' in result && result.refusal.code === 'NoSuchDistribution'
          ? refuse('InvalidArgument', 'That is no id.')
          : result;
      }),
    }),
  ),
  {
    name: 'copy-changes-etag',
    kind: 'written',
    breaks: 'continuous-deployment.copy.leaves-etag',
    about: 'A copy gives its original another ETag.',
    operate: afterwards([COPY], ({ state }, { PrimaryDistributionId }) => {
      const primary = state.distributions.get(String(PrimaryDistributionId));
      if (primary) state.distributions.set(primary.id, { ...primary, etag: 'EANOTHERETAG00' });
    }),
  },
];
