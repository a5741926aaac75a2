import type { Json, JsonObject } from '../../core/json.ts';
import { policyIdOf } from '../distributions/config.ts';
import { isObject } from '../json.ts';
import { refuse } from '../refusal.ts';
import { around } from '../wrapping.ts';
import type { Variant } from './variant.ts';

const WRITES = ['CreateDistribution', 'UpdateDistribution'];
const PROMOTE = 'UpdateDistributionWithStagingConfig';
const none = { Quantity: 0 };

/** What the service fills in where nothing was sent. */
const DEFAULTS: JsonObject = {
  Aliases: none,
  DefaultRootObject: '',
  OriginGroups: none,
  CacheBehaviors: none,
  CustomErrorResponses: none,
  Logging: { Enabled: false, IncludeCookies: false, Bucket: '', Prefix: '' },
  PriceClass: 'PriceClass_All',
  ViewerCertificate: { CloudFrontDefaultCertificate: true, MinimumProtocolVersion: 'TLSv1' },
  Restrictions: { GeoRestriction: { RestrictionType: 'none', Quantity: 0 } },
  WebACLId: '',
  HttpVersion: 'http2',
  IsIPV6Enabled: true,
  Staging: false,
};

const BEHAVIOUR: JsonObject = {
  TrustedSigners: { Enabled: false, Quantity: 0 },
  SmoothStreaming: false,
  Compress: false,
  FieldLevelEncryptionId: '',
  LambdaFunctionAssociations: none,
};

const ORIGIN: JsonObject = { OriginPath: '', CustomHeaders: none, ConnectionAttempts: 3, ConnectionTimeout: 10 };

const eachItem = (value: Json | undefined, change: (item: JsonObject) => JsonObject): Json | undefined =>
  isObject(value) && Array.isArray(value.Items)
    ? { ...value, Items: value.Items.map((item) => (isObject(item) ? change(item) : item)) }
    : value;

function filled(config: JsonObject): JsonObject {
  return {
    ...DEFAULTS,
    ...config,
    DefaultCacheBehavior: { ...BEHAVIOUR, ...(config.DefaultCacheBehavior as JsonObject) },
    CacheBehaviors: eachItem(config.CacheBehaviors, (item) => ({ ...BEHAVIOUR, ...item })) ?? none,
    Origins: eachItem(config.Origins, (item) => ({ ...ORIGIN, ...item })),
  };
}

/** Lists that are sets, the other way round. */
function turned(value: Json): Json {
  if (Array.isArray(value)) return value.map(turned).reverse();
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      name === 'CacheBehaviors' || inner === undefined ? inner : turned(inner),
    ]),
  );
}

const shows = (name: string, about: string, change: (config: JsonObject) => JsonObject): Variant => ({
  name,
  about,
  decide: ({ shown }) => ({
    shown: (entry, showing) => {
      const before = shown(entry, showing);
      return before.config.DefaultCacheBehavior === undefined ? before : { ...before, config: change(before.config) };
    },
  }),
});

/** Whether a part says anything: not so an empty list, a restriction of nothing and logging that is off. */
const saysSomething = (value: Json | undefined): boolean =>
  isObject(value) &&
  (value.Enabled === true ||
    Number(value.Quantity ?? 0) > 0 ||
    Object.values(value).some((inner) => saysSomething(inner)));

const refuses = (name: string, about: string, members: string[]): Variant => ({
  name,
  about,
  operate: around(WRITES, (next) => (context, input) => {
    const config = isObject(input.DistributionConfig) ? input.DistributionConfig : {};
    return members.some((member) => saysSomething(config[member]))
      ? refuse('InvalidArgument', `${members.join(' and ')} are not supported.`)
      : next(context, input);
  }),
});

/** What a service may do with the configurations of distributions. */
export const distributionVariants: Variant[] = [
  shows('distribution-defaults', 'Distributions are shown with a default for each member that was not sent.', filled),
  shows(
    'distribution-lists-turned',
    'Lists inside distributions come in another order.',
    (config) => turned(config) as JsonObject,
  ),
  refuses('no-logging', 'A bucket for logs has to exist, so logging is refused.', ['Logging']),
  refuses('no-error-pages', 'Error pages and geo restrictions are refused.', ['CustomErrorResponses', 'Restrictions']),
  {
    name: 'promotion-needs-policy',
    about: 'Nothing is promoted without a policy that is attached.',
    operate: around([PROMOTE], (next) => (context, input) => {
      const primary = context.state.distributions.get(String(input.Id));
      return primary && policyIdOf(primary.config) === undefined
        ? refuse('IllegalUpdate', 'No policy is attached.')
        : next(context, input);
    }),
  },
  {
    name: 'promotion-needs-staging-id',
    about: 'A promotion without the id of the staging distribution is refused.',
    operate: around(
      [PROMOTE],
      (next) => (context, input) =>
        input.StagingDistributionId === undefined
          ? refuse('InvalidArgument', 'Which one is to be promoted?')
          : next(context, input),
    ),
  },
];
