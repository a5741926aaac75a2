import type { Json, JsonObject } from '../../core/json.ts';
import { isObject } from '../json.ts';

/** A demand on several members of a distribution's configuration at once. */
export interface Relation {
  /** Stable and short; faults are named after it. */
  slug: string;
  /** The documented rules that it enforces, as a glob. */
  rule: string;
  /** What is demanded, in words for a message. */
  demands: string;
  broken: (config: JsonObject) => boolean;
}

const has = (value: Json | undefined): boolean => value !== undefined && value !== '';

const part = (value: Json | undefined, member: string): JsonObject => {
  const inner = isObject(value) ? value[member] : undefined;
  return isObject(inner) ? inner : {};
};

const items = (value: Json | undefined, member: string): JsonObject[] => {
  const list = part(value, member).Items;
  return Array.isArray(list) ? list.filter(isObject) : [];
};

const behaviours = (config: JsonObject): JsonObject[] => items(config, 'CacheBehaviors');
const everyBehaviour = (config: JsonObject): JsonObject[] => [
  part(config, 'DefaultCacheBehavior'),
  ...behaviours(config),
];

const uncached = ({ CachePolicyId, ForwardedValues }: JsonObject): boolean =>
  !has(CachePolicyId) && ForwardedValues === undefined;

/** Whether a certificate of this source lacks what belongs to it. */
const lacksSettings = (certificate: JsonObject, source: string): boolean =>
  has(certificate[source]) && !(has(certificate.MinimumProtocolVersion) && has(certificate.SSLSupportMethod));

const readTimeouts = (origin: JsonObject): number[] =>
  ['CustomOriginConfig', 'S3OriginConfig', 'VpcOriginConfig']
    .map((kind) => part(origin, kind).OriginReadTimeout)
    .filter((timeout) => typeof timeout === 'number');

/** Every such demand, in the order in which they are looked at. */
export const RELATIONS: readonly Relation[] = [
  {
    slug: 'error-page-code',
    rule: 'CustomErrorResponse.ResponsePagePath.requires',
    demands: 'an error page has a response code',
    broken: (config) =>
      items(config, 'CustomErrorResponses').some((page) => has(page.ResponsePagePath) && !has(page.ResponseCode)),
  },
  {
    slug: 'error-code-page',
    rule: 'CustomErrorResponse.ResponseCode.requires',
    demands: 'a response code has an error page',
    broken: (config) =>
      items(config, 'CustomErrorResponses').some((page) => has(page.ResponseCode) && !has(page.ResponsePagePath)),
  },
  {
    slug: 'certificate-settings',
    rule: 'ViewerCertificate.ACMCertificateArn.requires',
    demands: 'a certificate of ACM or IAM has a protocol version and an SSL support method',
    broken: (config) =>
      ['ACMCertificateArn', 'IAMCertificateId'].some((source) =>
        lacksSettings(part(config, 'ViewerCertificate'), source),
      ),
  },
  {
    slug: 'one-certificate',
    rule: 'ViewerCertificate.ACMCertificateArn.excludes',
    demands: 'a certificate is of ACM or of IAM, not of both',
    broken: (config) => {
      const { ACMCertificateArn, IAMCertificateId } = part(config, 'ViewerCertificate');
      return has(ACMCertificateArn) && has(IAMCertificateId);
    },
  },
  {
    slug: 'default-cache-policy',
    rule: 'DefaultCacheBehavior.CachePolicyId.needsOneOf',
    demands: 'the default cache behavior has a cache policy or forwarded values',
    broken: (config) => uncached(part(config, 'DefaultCacheBehavior')),
  },
  {
    slug: 'cache-policy',
    rule: 'CacheBehavior.CachePolicyId.needsOneOf',
    demands: 'each cache behavior has a cache policy or forwarded values',
    broken: (config) => behaviours(config).some(uncached),
  },
  {
    slug: 'whitelisted-cookies',
    rule: 'CookiePreference.WhitelistedNames.requiredWhen',
    demands: 'a whitelist of cookies has names',
    broken: (config) =>
      everyBehaviour(config)
        .map((behaviour) => part(behaviour.ForwardedValues, 'Cookies'))
        .some(({ Forward, WhitelistedNames }) => Forward === 'whitelist' && !has(WhitelistedNames)),
  },
  {
    slug: 'origin-ids',
    rule: 'Origins.Items.uniqueBy',
    demands: 'no two origins have the same Id',
    broken: (config) => {
      const ids = items(config, 'Origins').map(({ Id }) => Id);
      return new Set(ids).size < ids.length;
    },
  },
  {
    slug: 'completion-timeout',
    rule: 'Origin.ResponseCompletionTimeout.atLeastWithin',
    demands: 'the time to complete a response is at least the time to read it',
    broken: (config) =>
      items(config, 'Origins').some(
        ({ ResponseCompletionTimeout: most, ...origin }) =>
          typeof most === 'number' && readTimeouts(origin).some((timeout) => timeout > most),
      ),
  },
];
