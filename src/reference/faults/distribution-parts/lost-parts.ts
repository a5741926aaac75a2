import type { Json, JsonObject } from '../../../core/json.ts';
import type { Behaviour } from '../../behaviour.ts';
import { isObject } from '../../json.ts';
import { around } from '../../wrapping.ts';
import type { Fault } from '../fault.ts';
import { CREATE, isDistribution, slug } from './helpers.ts';

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

/** A part of a distribution is lost by an operation. */
export const lostPartsFaults: Fault[] = [...PARTS.flatMap(losing)];
