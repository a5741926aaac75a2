import type { Json, JsonObject } from '../../core/json.ts';
import type { Behaviour } from '../behaviour.ts';
import type { Context } from '../context.ts';
import { isObject } from '../json.ts';
import { refuse } from '../refusal.ts';
import type { Distribution } from '../state.ts';
import { afterwards, around } from '../wrapping.ts';
import type { Fault } from './fault.ts';

const CREATE = 'CreateDistribution';
const GET = 'GetDistribution';
const GET_CONFIG = 'GetDistributionConfig';
const UPDATE = 'UpdateDistribution';
const DELETE = 'DeleteDistribution';
const COPY = 'CopyDistribution';
const PROMOTE = 'UpdateDistributionWithStagingConfig';
const LIST = 'ListDistributions';

/** The members of a configuration that a staging distribution may have otherwise than its primary. */
const PARTS = [
  'Comment',
  'DefaultRootObject',
  'Origins',
  'OriginGroups',
  'DefaultCacheBehavior',
  'CacheBehaviors',
  'CustomErrorResponses',
  'Restrictions',
  'Logging',
  'PriceClass',
  'HttpVersion',
  'IsIPV6Enabled',
] as const;

/** What takes a part away. */
const CLEARED = [
  'Comment',
  'DefaultRootObject',
  'OriginGroups',
  'CacheBehaviors',
  'CustomErrorResponses',
  'Restrictions',
  'Logging',
];

const slug = (part: string): string => part.replaceAll(/(?<=[a-z])[A-Z]/g, '-$&').toLowerCase();
const isDistribution = (config: JsonObject): boolean => config.DefaultCacheBehavior !== undefined;

/** A configuration with one member as it was before. */
function keeping(after: JsonObject, before: JsonObject, part: string): JsonObject {
  const { [part]: _, ...rest } = after;
  return before[part] === undefined ? rest : { ...rest, [part]: before[part] };
}

/** Whether a part says nothing. */
function isCleared(value: Json | undefined): boolean {
  if (value === '') return true;
  if (!isObject(value)) return false;
  return value.Quantity === 0 || value.Enabled === false || isCleared(value.GeoRestriction);
}

/** What people do not change in staging. */
const PRIMARY_ONLY = ['PriceClass', 'HttpVersion', 'IsIPV6Enabled'];

const promotionLosing = (part: string): Fault => ({
  name: `promotion-loses-${slug(part)}`,
  kind: 'derived',
  breaks: `continuous-deployment.{parts.${part}.promote,promote.copies}`,
  about: `A promotion leaves ${part} of the primary distribution as it was.`,
  decide: ({ promoted }) => ({ promoted: (primary, staging) => keeping(promoted(primary, staging), primary, part) }),
});

const losing = (part: string): Fault[] => [
  {
    name: `distribution-create-loses-${slug(part)}`,
    kind: 'derived',
    breaks: `continuous-deployment.parts.${part}.create`,
    about: `A distribution is created with nothing of ${part} but what the smallest one has.`,
    operate: around([CREATE], (next) => (context, input) => {
      const config = input.DistributionConfig;
      return next(
        context,
        isObject(config) ? { ...input, DistributionConfig: keeping(config, SMALLEST, part) } : input,
      );
    }),
  },
  ...(CLEARED.includes(part)
    ? [
        {
          name: `distribution-update-keeps-cleared-${slug(part)}`,
          kind: 'derived' as const,
          breaks: `continuous-deployment.parts.${part}.clear`,
          about: `An update that takes ${part} away leaves it as it was.`,
          decide: ({ kept }: Behaviour): Partial<Behaviour> => ({
            kept: (sent, before) =>
              before && isDistribution(sent) && isCleared(sent[part])
                ? keeping(kept(sent, before), before, part)
                : kept(sent, before),
          }),
        },
      ]
    : []),
  {
    name: `distribution-update-loses-${slug(part)}`,
    kind: 'derived',
    breaks: `continuous-deployment.parts.${part}.update`,
    about: `An update of a distribution leaves ${part} as it was.`,
    decide: ({ kept }) => ({
      kept: (sent, before) =>
        before && isDistribution(sent) ? keeping(kept(sent, before), before, part) : kept(sent, before),
    }),
  },
  ...(PRIMARY_ONLY.includes(part) ? [] : [promotionLosing(part)]),
  {
    name: `copy-leaves-out-${slug(part)}`,
    kind: 'derived',
    breaks: `continuous-deployment.{parts.${part}.copy,copy.*}`,
    about: `A copy has nothing of ${part} but what the smallest distribution has.`,
    decide: ({ copied }) => ({
      copied: (primary, sent) => keeping(copied(primary, sent), part in SMALLEST ? SMALLEST : {}, part),
    }),
  },
];

/** What stands in for the members that no distribution can do without. */
const SMALLEST: JsonObject = {
  Comment: '',
  Origins: {
    Quantity: 1,
    Items: [
      {
        Id: 'origin',
        DomainName: 'www.example.com',
        CustomOriginConfig: { HTTPPort: 80, HTTPSPort: 443, OriginProtocolPolicy: 'https-only' },
      },
    ],
  },
  DefaultCacheBehavior: {
    TargetOriginId: 'origin',
    ViewerProtocolPolicy: 'allow-all',
    ForwardedValues: { QueryString: false, Cookies: { Forward: 'none' } },
    MinTTL: 0,
  },
};

/** Takes a nested member from whatever holds it. */
function stripped(value: Json, member: string): Json {
  if (Array.isArray(value)) return value.map((item) => stripped(item, member));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => name !== member)
      .map(([name, inner]) => [name, inner === undefined ? undefined : stripped(inner, member)]),
  );
}

/** Changes the stored parts of a distribution. */
const stores = (name: string, part: string, about: string, change: (config: JsonObject) => JsonObject): Fault => ({
  name: `distribution-${name}`,
  kind: 'written',
  breaks: `continuous-deployment.parts.${part}.update`,
  about,
  decide: ({ kept }) => ({
    kept: (sent, before) => (isDistribution(sent) ? change(kept(sent, before)) : kept(sent, before)),
  }),
});

const strips = (part: string, member: string): Fault =>
  stores(`${slug(part)}-without-${slug(member)}`, part, `${member} inside ${part} is not stored.`, (config) =>
    config[part] === undefined ? config : { ...config, [part]: stripped(config[part], member) },
  );

const itemsOf = (value: Json | undefined): Json[] => (isObject(value) && Array.isArray(value.Items) ? value.Items : []);

/** Keeps only the first item of a list. */
const firstOnly = (part: string): Fault =>
  stores(`first-of-${slug(part)}-only`, part, `Of ${part} the first is kept.`, (config) => {
    const items = itemsOf(config[part]).slice(0, 1);
    return config[part] === undefined ? config : { ...config, [part]: { Quantity: items.length, Items: items } };
  });

const texts = (name: string, about: string, change: (text: string) => string): Fault =>
  stores(name, 'Comment', about, (config) => ({ ...config, Comment: change(String(config.Comment ?? '')) }));

/** Does something to the other distribution of a pair after an operation. */
const after = (
  name: string,
  breaks: string,
  about: string,
  operation: string,
  act: Parameters<typeof afterwards>[1],
): Fault => ({
  name,
  kind: 'written',
  breaks,
  about,
  operate: afterwards([operation], act),
});

const instead = (
  name: string,
  breaks: string,
  about: string,
  operation: string,
  change: (input: JsonObject, context: Context) => JsonObject,
): Fault => ({
  name,
  kind: 'written',
  breaks,
  about,
  operate: around([operation], (next) => (context, input) => next(context, change(input, context))),
});

const answering = (
  name: string,
  breaks: string,
  about: string,
  operations: string[],
  change: (output: JsonObject, context: Context, input: JsonObject) => JsonObject,
): Fault => ({
  name,
  kind: 'written',
  breaks,
  about,
  operate: around(operations, (next) => async (context, input) => {
    const result = await next(context, input);
    return 'output' in result ? { output: change(result.output, context, input) } : result;
  }),
});

const inDistribution =
  (change: (body: JsonObject, context: Context, input: JsonObject) => JsonObject) =>
  (output: JsonObject, context: Context, input: JsonObject): JsonObject => ({
    ...output,
    Distribution: change(output.Distribution as JsonObject, context, input),
  });

const listed = (
  name: string,
  breaks: string,
  about: string,
  change: (list: JsonObject, all: Distribution[]) => JsonObject,
): Fault =>
  answering(`distribution-list-${name}`, breaks, about, [LIST], ({ DistributionList }, { state }) => ({
    DistributionList: change(DistributionList as JsonObject, [...state.distributions.values()]),
  }));

const eachItem =
  (change: (item: JsonObject, first: JsonObject) => JsonObject) =>
  (list: JsonObject): JsonObject => {
    const items = list.Items as JsonObject[];
    return { ...list, Items: items.map((item) => change(item, items[0]!)) };
  };

const AGREES = 'continuous-deployment.list.agrees-with-get';
const TRUNCATED = 'continuous-deployment.list.is-truncated';

/** What goes wrong with the parts of a distribution's configuration. */
export const distributionPartFaults: Fault[] = [
  ...PARTS.flatMap(losing),
  {
    name: 'distribution-error-pages-refused',
    kind: 'written',
    breaks: 'continuous-deployment.parts.accepted',
    about: 'An update with error pages is refused.',
    operate: around(
      [UPDATE],
      (next) => (context, input) =>
        itemsOf((input.DistributionConfig as JsonObject | undefined)?.CustomErrorResponses).length === 0
          ? next(context, input)
          : refuse('InvalidArgument', 'Error pages are not supported.'),
    ),
  },
  ...(
    [
      ['Origins', 'OriginPath'],
      ['Origins', 'CustomHeaders'],
      ['Origins', 'OriginReadTimeout'],
      ['Origins', 'ConnectionAttempts'],
      ['DefaultCacheBehavior', 'Compress'],
      ['DefaultCacheBehavior', 'AllowedMethods'],
      ['DefaultCacheBehavior', 'DefaultTTL'],
      ['DefaultCacheBehavior', 'Headers'],
      ['CacheBehaviors', 'Compress'],
      ['CacheBehaviors', 'MaxTTL'],
      ['CustomErrorResponses', 'ResponsePagePath'],
      ['CustomErrorResponses', 'ErrorCachingMinTTL'],
      ['Logging', 'Prefix'],
      ['OriginGroups', 'StatusCodes'],
    ] as const
  ).map(([part, member]) => strips(part, member)),
  firstOnly('Origins'),
  firstOnly('CacheBehaviors'),
  firstOnly('CustomErrorResponses'),
  stores('geo-restriction-of-nowhere', 'Restrictions', 'A geo restriction loses its countries.', (config) =>
    config.Restrictions === undefined
      ? config
      : {
          ...config,
          Restrictions: {
            GeoRestriction: {
              ...((config.Restrictions as JsonObject).GeoRestriction as JsonObject),
              Quantity: 0,
              Items: [],
            },
          },
        },
  ),
  stores('geo-restriction-turned-round', 'Restrictions', 'Every geo restriction is a blacklist.', (config) =>
    config.Restrictions === undefined
      ? config
      : {
          ...config,
          Restrictions: {
            GeoRestriction: {
              ...((config.Restrictions as JsonObject).GeoRestriction as JsonObject),
              RestrictionType: 'blacklist',
            },
          },
        },
  ),
  stores(
    'error-code-read-as-number',
    'CustomErrorResponses',
    'The response code of an error page is always 200.',
    (config) =>
      config.CustomErrorResponses === undefined
        ? config
        : {
            ...config,
            CustomErrorResponses: {
              ...(config.CustomErrorResponses as JsonObject),
              Items: itemsOf(config.CustomErrorResponses).map((item) => ({
                ...(item as JsonObject),
                ResponseCode: '200',
              })),
            },
          },
  ),
  stores('root-object-with-slash', 'DefaultRootObject', 'The default root object comes back with a slash.', (config) =>
    typeof config.DefaultRootObject === 'string'
      ? { ...config, DefaultRootObject: `/${config.DefaultRootObject}` }
      : config,
  ),
  texts('comment-digits-read-as-number', 'A comment made of digits is stored as a number.', (text) =>
    /^[\d.]+$/.test(text) ? String(Number(text)) : text,
  ),
  texts('comment-cut-after-64', 'A comment is cut after 64 characters.', (text) => text.slice(0, 64)),
  texts('comment-lower-cased', 'A comment comes back in lower case.', (text) => text.toLowerCase()),
  answering(
    'distribution-config-without-behaviours',
    'continuous-deployment.parts.*.update',
    'The configuration of a distribution by itself lacks CacheBehaviors.',
    [GET_CONFIG],
    ({ DistributionConfig, ...output }) => {
      const { CacheBehaviors: _, ...config } = DistributionConfig as JsonObject;
      return { ...output, DistributionConfig: config };
    },
  ),
  after(
    'copy-rewrites-caller-reference',
    'continuous-deployment.copy.leaves-primary',
    'A copy gives its original the caller reference that was sent.',
    COPY,
    ({ state }, input) => {
      const primary = state.distributions.get(String(input.PrimaryDistributionId));
      if (primary)
        state.distributions.set(primary.id, {
          ...primary,
          config: { ...primary.config, CallerReference: input.CallerReference },
        });
    },
  ),
  after(
    'copy-turns-primary-into-staging',
    'continuous-deployment.copy.leaves-primary',
    'A copy makes its original a staging distribution.',
    COPY,
    ({ state }, input) => {
      const primary = state.distributions.get(String(input.PrimaryDistributionId));
      if (primary) state.distributions.set(primary.id, { ...primary, config: { ...primary.config, Staging: true } });
    },
  ),
  after(
    'copy-takes-aliases-away',
    'continuous-deployment.copy.leaves-primary',
    'A copy takes the aliases from its original.',
    COPY,
    ({ state }, input) => {
      const primary = state.distributions.get(String(input.PrimaryDistributionId));
      if (primary)
        state.distributions.set(primary.id, { ...primary, config: { ...primary.config, Aliases: { Quantity: 0 } } });
    },
  ),
  answering(
    'copy-answers-etag-of-primary',
    '{continuous-deployment.copy.etag,continuous-deployment.staging.update}',
    'The answer to a copy has the ETag of the primary distribution.',
    [COPY],
    (output, { state }, input) => ({
      ...output,
      ETag: state.distributions.get(String(input.PrimaryDistributionId))?.etag,
    }),
  ),
  answering(
    'copy-location-of-primary',
    'continuous-deployment.create.location',
    'The answer to a copy names the place of the primary distribution.',
    [COPY],
    (output, _, input) => ({
      ...output,
      Location: String(output.Location).replace(/[^/]*$/, String(input.PrimaryDistributionId)),
    }),
  ),
  answering(
    'copy-answers-the-primary',
    'continuous-deployment.{copy.makes-staging,copy.caller-reference,copy.own}',
    'The answer to a copy shows the primary distribution.',
    [COPY],
    (output, { state }, input) => {
      const primary = state.distributions.get(String(input.PrimaryDistributionId));
      return primary
        ? {
            ...output,
            Distribution: {
              ...(output.Distribution as JsonObject),
              Id: primary.id,
              DomainName: primary.domainName,
              DistributionConfig: primary.config,
            },
          }
        : output;
    },
  ),
  {
    name: 'copy-has-domain-of-primary',
    kind: 'written',
    breaks: 'continuous-deployment.copy.own',
    about: 'A copy has the domain name of the primary distribution.',
    operate: afterwards([COPY], ({ state }, input, result) => {
      const primary = state.distributions.get(String(input.PrimaryDistributionId));
      const id = 'output' in result ? String((result.output.Distribution as JsonObject).Id) : '';
      const copy = state.distributions.get(id);
      if (!primary || !copy || !('output' in result)) return;
      state.distributions.set(id, { ...copy, domainName: primary.domainName });
      (result.output.Distribution as JsonObject).DomainName = primary.domainName;
    }),
  },
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
  answering(
    'distribution-time-unreadable',
    'answer.timestamps',
    'LastModifiedTime of distributions has neither T nor zone.',
    [CREATE, GET, UPDATE],
    inDistribution((body) => ({
      ...body,
      LastModifiedTime: String(body.LastModifiedTime).replace('T', ' ').slice(0, 19),
    })),
  ),
  answering(
    'distribution-counts-nothing',
    'answer.counts',
    'The Quantity of every list in a distribution is 0.',
    [GET],
    inDistribution((body) => JSON.parse(JSON.stringify(body), (name, value) => (name === 'Quantity' ? 0 : value))),
  ),
  answering(
    'distribution-origins-not-counted',
    'answer.counts',
    'The Quantity of origins is one too many.',
    [GET_CONFIG],
    ({ DistributionConfig, ...output }) => {
      const config = DistributionConfig as JsonObject;
      const origins = config.Origins as JsonObject;
      return {
        ...output,
        DistributionConfig: { ...config, Origins: { ...origins, Quantity: Number(origins.Quantity) + 1 } },
      };
    },
  ),
  listed('never-truncated', TRUNCATED, 'A listing of distributions always says that it is not truncated.', (list) => ({
    ...list,
    IsTruncated: false,
  })),
  listed('always-truncated', TRUNCATED, 'A listing of distributions always says that it is truncated.', (list) => ({
    ...list,
    IsTruncated: true,
  })),
  listed(
    'truncated-without-marker',
    TRUNCATED,
    'A truncated listing of distributions has no marker.',
    ({ NextMarker: _, ...list }) => list,
  ),
  listed('without-staging', 'continuous-deployment.list.*', 'Staging distributions are not listed.', (list) => ({
    ...list,
    Items: (list.Items as JsonObject[]).filter(({ Staging }) => Staging !== true),
  })),
  listed(
    'everything',
    'continuous-deployment.list.*',
    'A listing of distributions does not look at MaxItems.',
    (list, all) =>
      all.length > 1 && list.MaxItems === 1
        ? { ...list, Items: [...(list.Items as JsonObject[]), ...(list.Items as JsonObject[])] }
        : list,
  ),
  listed(
    'of-the-first',
    AGREES,
    'All entries of a listing have the LastModifiedTime of the first.',
    eachItem((item, first) => ({ ...item, LastModifiedTime: first.LastModifiedTime })),
  ),
  listed(
    'domain-of-the-first',
    AGREES,
    'All entries of a listing have the domain name of the first.',
    eachItem((item, first) => ({ ...item, DomainName: first.DomainName })),
  ),
  listed(
    'enabled-fixed',
    AGREES,
    'All entries of a listing are enabled.',
    eachItem((item) => ({ ...item, Enabled: true })),
  ),
  listed(
    'staging-fixed',
    AGREES,
    'No entry of a listing is a staging distribution.',
    eachItem((item) => ({ ...item, Staging: false })),
  ),
  listed(
    'comment-empty',
    AGREES,
    'Entries of a listing have no comment.',
    eachItem((item) => ({ ...item, Comment: '' })),
  ),
  listed(
    'etag-constant',
    AGREES,
    'Entries of a listing all have one ETag.',
    eachItem((item) => ({ ...item, ETag: 'E0000000000000' })),
  ),
  {
    name: 'distribution-list-fails-on-odd-pages',
    kind: 'written',
    breaks: 'answer.no-server-error',
    about: 'A listing of distributions answers 500 to an unknown marker.',
    operate: around(
      [LIST],
      (next) => (context, input) =>
        input.Marker !== undefined && !/^M\d+$/.test(String(input.Marker))
          ? refuse('InternalFailure', 'No such entry.')
          : next(context, input),
    ),
  },
  ...(
    [
      ['update', UPDATE],
      ['copy', COPY],
      ['delete', DELETE],
    ] as const
  ).flatMap(([verb, operation]): Fault[] =>
    (
      [
        ['begins-with-it', 'passes over what follows an ETag', (given, current) => given.startsWith(current)],
        [
          'compared-but-for-one',
          'passes over the last character of an ETag',
          (given, current) => given.slice(0, -1) === current.slice(0, -1),
        ],
      ] as [string, string, (given: string, current: string) => boolean][]
    ).map(([name, about, takes]) => ({
      name: `distribution-${verb}-if-match-${name}`,
      kind: 'derived',
      breaks: `continuous-deployment.${verb}.altered-if-match`,
      about: `The ${verb} of a distribution ${about}.`,
      decide: ({ precondition }) => ({
        precondition: (asked) =>
          asked.operation === operation && asked.given !== undefined && takes(asked.given, asked.current)
            ? 'holds'
            : precondition(asked),
      }),
    })),
  ),
  instead(
    'distribution-found-by-its-beginning',
    'continuous-deployment.get.odd-id',
    'A read takes the beginning of the id of a distribution for all of it.',
    GET,
    (input, { state }) => {
      const ids = [...state.distributions.keys()];
      const asked = String(input.Id);
      return ids.includes(asked) ? input : { ...input, Id: ids.find((id) => id.startsWith(asked)) ?? asked };
    },
  ),
  {
    name: 'distribution-id-with-a-quote-fails',
    kind: 'written',
    breaks: 'answer.no-server-error',
    about: 'The id of a distribution with a quotation mark breaks a query.',
    operate: around(
      [GET],
      (next) => (context, input) =>
        String(input.Id).includes("'") ? refuse('InternalFailure', 'Oh.') : next(context, input),
    ),
  },
];
