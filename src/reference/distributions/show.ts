import type { JsonObject } from '../../core/json.ts';
import type { Context } from '../context.ts';
import { primaryOf } from '../policies/delete.ts';
import type { Distribution } from '../state.ts';
import { isStaging } from './config.ts';

const ACCOUNT = '123456789012';

/** A distribution as answers hold it. */
export function distributionBody(context: Context, distribution: Distribution): JsonObject {
  const { id, modified, domainName } = distribution;
  return {
    Id: id,
    ARN: arn(id),
    Status: statusOf(context, distribution),
    LastModifiedTime: modified,
    InProgressInvalidationBatches: 0,
    DomainName: domainName,
    ActiveTrustedSigners: { Enabled: false, Quantity: 0 },
    ActiveTrustedKeyGroups: { Enabled: false, Quantity: 0 },
    DistributionConfig: configBody(context, distribution),
  };
}

/** A distribution's configuration as answers hold it: a staging one shows the policy through which it gets its traffic. */
export function configBody(context: Context, { config, domainName }: Distribution): JsonObject {
  const policyId = isStaging(config) ? attachedPolicy(context, domainName) : undefined;
  const whole = { ...EMPTY_LISTS, ...config };
  return policyId === undefined ? whole : { ...whole, ContinuousDeploymentPolicyId: policyId };
}

/** Lists that the service shows empty where they were not sent; clients rely on it. */
const EMPTY_LISTS = {
  Aliases: { Quantity: 0 },
  OriginGroups: { Quantity: 0 },
  CacheBehaviors: { Quantity: 0 },
  CustomErrorResponses: { Quantity: 0 },
};

/** The policy that names a staging distribution and is attached to a primary one. */
export function attachedPolicy(context: Context, domainName: string): string | undefined {
  const policyId = context.state.claims.get(domainName);
  return policyId !== undefined && primaryOf(context, policyId) ? policyId : undefined;
}

/** A distribution as listings hold it, with the service's own values where none was sent. */
export function summaryBody(context: Context, distribution: Distribution): JsonObject {
  const { id, modified, domainName, config, etag } = distribution;
  const none = { Quantity: 0 };
  return {
    Id: id,
    ARN: arn(id),
    ETag: etag,
    Status: statusOf(context, distribution),
    LastModifiedTime: modified,
    DomainName: domainName,
    Aliases: config.Aliases ?? none,
    Origins: config.Origins,
    OriginGroups: config.OriginGroups,
    DefaultCacheBehavior: config.DefaultCacheBehavior,
    CacheBehaviors: config.CacheBehaviors ?? none,
    CustomErrorResponses: config.CustomErrorResponses ?? none,
    Comment: config.Comment,
    PriceClass: config.PriceClass ?? 'PriceClass_All',
    Enabled: config.Enabled,
    ViewerCertificate: config.ViewerCertificate ?? { CloudFrontDefaultCertificate: true },
    Restrictions: config.Restrictions ?? { GeoRestriction: { RestrictionType: 'none', Quantity: 0 } },
    WebACLId: config.WebACLId ?? '',
    HttpVersion: config.HttpVersion ?? 'http2',
    IsIPV6Enabled: config.IsIPV6Enabled ?? false,
    Staging: config.Staging ?? false,
  };
}

/** How a distribution is named to operations that take resources of any service. */
export const arn = (id: string): string => `arn:aws:cloudfront::${ACCOUNT}:distribution/${id}`;

const statusOf = ({ now }: Context, { deployedAt }: Distribution): string =>
  now().getTime() >= deployedAt ? 'Deployed' : 'InProgress';
