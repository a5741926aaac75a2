import { distributionBody } from '../../distributions/show.ts';
import { around } from '../../wrapping.ts';
import type { Fault } from '../fault.ts';
import { refuses } from '../written.ts';
import { decides, PROMOTE, without } from './helpers.ts';

/** What goes wrong in promotions. */
export const promotionsFaults: Fault[] = [
  decides(
    'promotion-loses-aliases',
    'continuous-deployment.promote.keeps',
    'A promotion takes the aliases from the primary distribution.',
    ({ promoted }) => ({
      promoted: (primary, staging) => ({ ...promoted(primary, staging), Aliases: { Quantity: 0 } }),
    }),
  ),
  decides(
    'promotion-detaches-policy',
    'continuous-deployment.promote.keeps',
    'A promotion detaches the policy.',
    ({ promoted }) => ({
      promoted: (primary, staging) => without(promoted(primary, staging), 'ContinuousDeploymentPolicyId'),
    }),
  ),
  decides(
    'promotion-leaves-policy-enabled',
    'continuous-deployment.promote.disables-policy',
    'A promotion leaves the policy enabled.',
    () => ({
      promotionDisablesPolicy: false,
    }),
  ),
  decides(
    'promotion-copies-nothing',
    'continuous-deployment.promote.copies',
    'A promotion leaves the primary distribution as it was.',
    () => ({
      promoted: (primary) => primary,
    }),
  ),
  decides(
    'promotion-forgets-comment',
    'continuous-deployment.promote.copies',
    'A promotion copies all but the comment.',
    ({ promoted }) => ({
      promoted: (primary, staging) => ({ ...promoted(primary, staging), Comment: primary.Comment }),
    }),
  ),
  decides(
    'promotion-makes-staging',
    'continuous-deployment.promote.keeps-identity',
    'A promotion turns the primary distribution into a staging one.',
    ({ promoted }) => ({
      promoted: (primary, staging) => ({ ...promoted(primary, staging), Staging: true }),
    }),
  ),
  decides(
    'promotion-takes-caller-reference',
    'continuous-deployment.promote.keeps-identity',
    'A promotion copies the caller reference too.',
    ({ promoted }) => ({
      promoted: (primary, staging) => ({ ...promoted(primary, staging), CallerReference: staging.CallerReference }),
    }),
  ),
  {
    name: 'promotion-needs-one-etag',
    kind: 'written',
    breaks: 'continuous-deployment.promote.both-etags',
    about: 'A promotion looks at the version of the primary distribution alone.',
    operate: around([PROMOTE], (next) => (context, input) => {
      const [first] = String(input.IfMatch ?? '').split(',');
      const staging = context.state.distributions.get(String(input.StagingDistributionId));
      return next(context, { ...input, IfMatch: `${first}, ${staging?.etag}` });
    }),
  },
  {
    name: 'promotion-needs-staging-etag-only',
    kind: 'written',
    breaks: 'continuous-deployment.promote.primary-etag',
    about: 'A promotion looks at the version of the staging distribution alone.',
    operate: around([PROMOTE], (next) => (context, input) => {
      const [, second] = String(input.IfMatch ?? '').split(',');
      const primary = context.state.distributions.get(String(input.Id));
      return next(context, { ...input, IfMatch: `${primary?.etag},${second}` });
    }),
  },
  {
    name: 'promotion-answers-staging',
    kind: 'written',
    breaks: 'continuous-deployment.promote.answer',
    about: 'The answer to a promotion shows the staging distribution.',
    operate: around([PROMOTE], (next) => async (context, input) => {
      const result = await next(context, input);
      const staging = context.state.distributions.get(String(input.StagingDistributionId));
      if (!staging || !('output' in result)) return result;
      return { output: { Distribution: distributionBody(context, staging), ETag: staging.etag } };
    }),
  },
  {
    name: 'promotion-without-if-match',
    kind: 'written',
    breaks: 'continuous-deployment.promote.{requires-if-match,both-etags}',
    about: 'A promotion does not look at If-Match.',
    decide: ({ precondition }) => ({
      precondition: (asked) => (asked.operation === PROMOTE ? 'holds' : precondition(asked)),
    }),
  },
  {
    name: 'promotion-changes-staging',
    kind: 'written',
    breaks: 'continuous-deployment.promote.leaves-staging',
    about: 'A promotion gives the staging distribution the configuration that the primary had.',
    operate: around([PROMOTE], (next) => async (context, input) => {
      const { distributions } = context.state;
      const before = distributions.get(String(input.Id));
      const result = await next(context, input);
      const staging = distributions.get(String(input.StagingDistributionId));
      if (before && staging && 'output' in result) {
        distributions.set(staging.id, { ...staging, config: { ...staging.config, Comment: before.config.Comment } });
      }
      return result;
    }),
  },
  {
    name: 'promotion-keeps-etag',
    kind: 'written',
    breaks: 'continuous-deployment.promote.new-etag',
    about: 'A promotion leaves the primary distribution its ETag.',
    operate: around([PROMOTE], (next) => async (context, input) => {
      const { distributions } = context.state;
      const before = distributions.get(String(input.Id));
      const result = await next(context, input);
      const after = distributions.get(String(input.Id));
      if (!before || !after || !('output' in result)) return result;
      distributions.set(after.id, { ...after, etag: before.etag });
      return { output: { ...result.output, ETag: before.etag } };
    }),
  },
  refuses(
    { name: 'promotion-refused', breaks: 'continuous-deployment.promote', about: 'A promotion is refused.' },
    [PROMOTE],
    () => true,
  ),
];
