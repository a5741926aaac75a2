import type { JsonObject } from '../../core/json.ts';
import type { Behaviour, Protection } from '../behaviour.ts';
import type { Context } from '../context.ts';
import { distributionBody } from '../distributions/show.ts';
import { isObject } from '../json.ts';
import { refuse } from '../refusal.ts';
import { afterwards, around } from '../wrapping.ts';
import type { Fault } from './fault.ts';

const UPDATE = 'UpdateDistribution';
const DELETE = 'DeleteDistribution';
const COPY = 'CopyDistribution';
const PROMOTE = 'UpdateDistributionWithStagingConfig';

/** A protection that is forgotten. */
const forgets = (what: Protection, name: string, breaks: string, about: string): Fault => ({
  name,
  kind: 'written',
  breaks,
  about,
  decide: ({ protects }) => ({ protects: (asked) => asked !== what && protects(asked) }),
});

const decides = (
  name: string,
  breaks: string,
  about: string,
  decide: (before: Behaviour) => Partial<Behaviour>,
): Fault => ({
  name,
  kind: 'written',
  breaks,
  about,
  decide,
});

/** A member that a promotion loses or a copy leaves out. */
const without = (config: JsonObject, member: string): JsonObject => {
  const { [member]: _, ...rest } = config;
  return rest;
};

const configOf = ({ DistributionConfig: config }: JsonObject): JsonObject => (isObject(config) ? config : {});

/** Turns down what it should do. */
const refuses = (
  name: string,
  breaks: string,
  about: string,
  operation: string,
  when: (input: JsonObject, context: Context) => boolean,
): Fault => ({
  name,
  kind: 'written',
  breaks,
  about,
  operate: around(
    [operation],
    (next) => (context, input) =>
      when(input, context) ? refuse('InvalidArgument', 'That is not done here.') : next(context, input),
  ),
});

/** Updates of some distributions that give no new ETag. */
const keepingEtag = (which: (config: JsonObject) => boolean): Required<Fault>['operate'] =>
  around([UPDATE], (next) => async (context, input) => {
    const { distributions } = context.state;
    const before = distributions.get(String(input.Id));
    const result = await next(context, input);
    const after = distributions.get(String(input.Id));
    if (!before || !after || !('output' in result) || !which(after.config)) return result;
    distributions.set(after.id, { ...after, etag: before.etag });
    return { output: { ...result.output, ETag: before.etag } };
  });

/** What goes wrong between policies and distributions. */
export const deploymentFaults: Fault[] = [
  refuses(
    'primary-refused',
    'continuous-deployment.create.primary',
    'A distribution that is no staging distribution is not created.',
    'CreateDistribution',
    (input) => configOf(input).Staging !== true,
  ),
  forgets(
    'second-policy',
    'second-policy-accepted',
    'continuous-deployment.{second-policy,identical-policy,move-to-taken}',
    'A staging distribution may have several policies.',
  ),
  forgets(
    'attached-policy-delete',
    'attached-policy-deleted',
    'continuous-deployment.delete.attached-policy',
    'A policy that a primary distribution uses is deleted.',
  ),
  forgets(
    'attach-unknown-policy',
    'unknown-policy-attached',
    'continuous-deployment.attach.unknown',
    'A policy that does not exist is attached.',
  ),
  forgets(
    'attach-twice',
    'policy-attached-twice',
    'continuous-deployment.attach.one-primary',
    'A policy is attached to a second primary distribution.',
  ),
  forgets(
    'attach-on-create',
    'policy-attached-on-create',
    'continuous-deployment.create.policy',
    'A distribution is created with a policy.',
  ),
  forgets(
    'staging-disable',
    'staging-disabled-under-policy',
    'continuous-deployment.staging.disable-in-use',
    'A staging distribution that a policy names is disabled.',
  ),
  forgets(
    'staging-aliases',
    'staging-with-aliases',
    'continuous-deployment.{create.staging-aliases,staging.aliases}',
    'A staging distribution is created with aliases.',
  ),
  forgets(
    'enabled-delete',
    'enabled-distribution-deleted',
    'continuous-deployment.delete.enabled',
    'An enabled distribution is deleted.',
  ),
  forgets(
    'staging-delete',
    'staging-deleted-under-policy',
    'continuous-deployment.delete.named-staging',
    'A staging distribution that a policy names is deleted.',
  ),
  forgets(
    'caller-reference',
    'caller-reference-reused',
    'continuous-deployment.{create.caller-reference,copy.caller-reference-used}',
    'A caller reference that was used creates another distribution.',
  ),
  forgets(
    'fixed-caller-reference',
    'caller-reference-changed',
    'continuous-deployment.update.caller-reference',
    'An update changes the caller reference.',
  ),
  {
    name: 'copy-is-disabled-by-default',
    kind: 'written',
    breaks: 'continuous-deployment.copy.enabled-by-default',
    about: 'A copy is disabled unless it is asked to be enabled.',
    operate: around([COPY], (next) => (context, input) => next(context, { Enabled: false, ...input })),
  },
  forgets(
    'copy-needs-staging',
    'copy-not-staging-accepted',
    'CopyDistributionRequest.Staging.enum',
    'A copy that is to be no staging distribution is made.',
  ),
  forgets(
    'comment-length',
    'long-comment-accepted',
    'DistributionConfig.Comment.maxLength',
    'A comment may have any length.',
  ),
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
  {
    name: 'omitted-policy-id-detaches',
    kind: 'written',
    breaks: 'continuous-deployment.attach.omitted',
    about: 'An update of the primary distribution that leaves the policy out detaches it.',
    operate: around([UPDATE], (next) => (context, input) => {
      const config = input.DistributionConfig as JsonObject | undefined;
      const sent = config?.ContinuousDeploymentPolicyId;
      return next(
        context,
        sent === undefined ? { ...input, DistributionConfig: { ...config, ContinuousDeploymentPolicyId: '' } } : input,
      );
    }),
  },
  {
    name: 'empty-policy-id-ignored',
    kind: 'written',
    breaks: 'continuous-deployment.detach',
    about: 'An empty policy id detaches nothing.',
    operate: around([UPDATE], (next) => (context, input) => {
      const config = input.DistributionConfig as JsonObject | undefined;
      if (config?.ContinuousDeploymentPolicyId !== '') return next(context, input);
      return next(context, { ...input, DistributionConfig: without(config, 'ContinuousDeploymentPolicyId') });
    }),
  },
  {
    name: 'policy-id-not-stored',
    kind: 'written',
    breaks: 'continuous-deployment.attach',
    about: 'Attaching a policy is answered as done and not stored.',
    decide: ({ kept }) => ({ kept: (sent, before) => without(kept(sent, before), 'ContinuousDeploymentPolicyId') }),
  },
  {
    name: 'policy-id-not-on-staging',
    kind: 'written',
    breaks: 'continuous-deployment.attach.shows-on-staging',
    about: 'The staging distribution does not show the attached policy.',
    operate: around(['GetDistribution', 'GetDistributionConfig'], (next) => (context, input) => {
      const { claims } = context.state;
      const held = new Map(claims);
      claims.clear();
      const result = next(context, input);
      for (const [name, id] of held) claims.set(name, id);
      return result;
    }),
  },
  {
    name: 'identical-policy-breaks-down',
    kind: 'written',
    breaks: '{answer.no-server-error,continuous-deployment.{second-policy,identical-policy}}',
    about: 'A second policy for a staging distribution is answered 500.',
    operate: around(['CreateContinuousDeploymentPolicy'], (next) => async (context, input) => {
      const result = await next(context, input);
      const clash = 'refusal' in result && /AlreadyExists|InUse/.test(result.refusal.code);
      return clash ? { refusal: { code: 'InternalFailure', message: 'A unique key is violated.' } } : result;
    }),
  },
  {
    name: 'second-policy-replaces-the-first',
    kind: 'written',
    breaks: 'continuous-deployment.{second-policy,identical-policy}',
    about: 'A second policy for a staging distribution takes the place of the first.',
    decide: ({ protects }) => ({ protects: (what) => what !== 'second-policy' && protects(what) }),
    operate: around(['CreateContinuousDeploymentPolicy'], (next) => async (context, input) => {
      const { policies, claims } = context.state;
      const before = new Map(claims);
      const result = await next(context, input);
      for (const [name, id] of before) if (claims.get(name) !== id) policies.delete(id);
      return result;
    }),
  },
  forgets(
    'http3',
    'http3-beside-policy',
    'continuous-deployment.attach.no-http3',
    'A primary distribution with a policy may have HTTP/3.',
  ),
  decides(
    'policy-ids-in-braces',
    'continuous-deployment.policy-id',
    'Ids of policies stand in braces.',
    ({ newId }) => ({
      newId: (naming) => (naming.kind === 'policy' ? `{${newId(naming)}}` : newId(naming)),
    }),
  ),
  refuses(
    'staging-created-refused',
    'continuous-deployment.create.staging',
    'No staging distribution is created but by a copy.',
    'CreateDistribution',
    (input) => configOf(input).Staging === true,
  ),
  refuses('promotion-refused', 'continuous-deployment.promote', 'A promotion is refused.', PROMOTE, () => true),
  refuses(
    'detached-policy-kept',
    'continuous-deployment.delete.detached-policy',
    'A policy that was ever attached can not be deleted.',
    'DeleteContinuousDeploymentPolicy',
    (input, { state }) =>
      [...state.distributions.values()].some(
        ({ version, config }) => version > 2 && config.Staging !== true && input.Id !== undefined,
      ),
  ),
  refuses(
    'disabled-staging-kept',
    'continuous-deployment.delete.disabled-staging',
    'A staging distribution is never deleted.',
    DELETE,
    (input, { state }) => {
      const { config } = state.distributions.get(String(input.Id)) ?? {};
      return config?.Staging === true && config.Enabled === false;
    },
  ),
  refuses(
    'disabled-primary-kept',
    'continuous-deployment.delete.disabled-primary',
    'A primary distribution is never deleted.',
    DELETE,
    (input, { state }) => {
      const { config } = state.distributions.get(String(input.Id)) ?? {};
      return config?.Staging !== true && config?.Enabled === false;
    },
  ),
  refuses(
    'policy-for-copy-refused',
    'continuous-deployment.policy-for-copy',
    'A policy for the staging distribution that a copy made is refused.',
    'CreateContinuousDeploymentPolicy',
    (input, { state }) => {
      const names = JSON.stringify(input.ContinuousDeploymentPolicyConfig ?? null);
      return [...state.distributions.values()].some(
        ({ domainName, config }) =>
          config.Staging === true && state.distributions.size > 1 && names.includes(domainName),
      );
    },
  ),
  {
    name: 'staging-update-keeps-etag',
    kind: 'written',
    breaks: 'continuous-deployment.staging.update',
    about: 'An update of a staging distribution leaves its ETag as it was.',
    operate: keepingEtag((config) => config.Staging === true),
  },
  {
    name: 'attaching-keeps-etag',
    kind: 'written',
    breaks: 'continuous-deployment.attach.new-etag',
    about: 'Attaching a policy leaves the primary distribution its ETag.',
    operate: keepingEtag((config) => config.Staging !== true && config.ContinuousDeploymentPolicyId !== undefined),
  },
  ...(['stale', 'missing'] as const).flatMap((verdict): Fault[] =>
    (verdict === 'stale' ? [UPDATE, DELETE] : [UPDATE]).map((operation) => ({
      name: `distribution-${operation === UPDATE ? 'update' : 'delete'}-${verdict}-if-match`,
      kind: 'derived',
      breaks: `continuous-deployment.${operation === UPDATE ? 'update' : 'delete'}.${verdict === 'stale' ? 'stale' : 'requires'}-if-match`,
      about: `${operation === UPDATE ? 'An update' : 'A delete'} of a distribution does not mind that its If-Match is ${verdict}.`,
      decide: ({ precondition }) => ({
        precondition: (asked) => {
          const before = precondition(asked);
          return asked.operation === operation && before === verdict ? 'holds' : before;
        },
      }),
    })),
  ),
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
    name: 'distribution-config-has-own-etag',
    kind: 'written',
    breaks: 'continuous-deployment.get-config.agrees',
    about: 'The configuration of a distribution by itself comes with an ETag of its own.',
    operate: around(['GetDistributionConfig'], (next) => async (context, input) => {
      const result = await next(context, input);
      return 'output' in result ? { output: { ...result.output, ETag: 'EANOTHERETAG00' } } : result;
    }),
  },
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
