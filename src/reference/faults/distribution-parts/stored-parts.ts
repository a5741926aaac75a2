import type { Json, JsonObject } from '../../../core/json.ts';
import { isObject } from '../../json.ts';
import { refuse } from '../../refusal.ts';
import { around } from '../../wrapping.ts';
import type { Fault } from '../fault.ts';
import { answering } from '../written.ts';
import { GET_CONFIG, isDistribution, itemsOf, slug, UPDATE } from './helpers.ts';

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

/** Keeps only the first item of a list. */
const firstOnly = (part: string): Fault =>
  stores(`first-of-${slug(part)}-only`, part, `Of ${part} the first is kept.`, (config) => {
    const items = itemsOf(config[part]).slice(0, 1);
    return config[part] === undefined ? config : { ...config, [part]: { Quantity: items.length, Items: items } };
  });

const texts = (name: string, about: string, change: (text: string) => string): Fault =>
  stores(name, 'Comment', about, (config) => ({ ...config, Comment: change(String(config.Comment ?? '')) }));

/** Parts of a distribution are stored wrong. */
export const storedPartsFaults: Fault[] = [
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
];
