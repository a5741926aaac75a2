import type { JsonObject } from '../../core/json.ts';

/** A policy that the service itself keeps, under the same id in every account. */
export interface Managed {
  id: string;
  config: JsonObject;
}

const none = { HeaderBehavior: 'none' };
const noCookies = { CookieBehavior: 'none' };
const noQuery = { QueryStringBehavior: 'none' };
const listed = (...Items: string[]): JsonObject => ({ Quantity: Items.length, Items });
const headers = (...names: string[]): JsonObject => ({ HeaderBehavior: 'whitelist', Headers: listed(...names) });

/** `ttl`: the least, the default and the most seconds. */
function cachePolicy(
  [id, name]: [id: string, name: string],
  [MinTTL, DefaultTTL, MaxTTL]: [number, number, number],
  key: JsonObject = {},
): Managed {
  const compressed = { EnableAcceptEncodingGzip: true, EnableAcceptEncodingBrotli: true };
  const parts = { HeadersConfig: none, CookiesConfig: noCookies, QueryStringsConfig: noQuery };
  const ParametersInCacheKeyAndForwardedToOrigin = { ...compressed, ...parts, ...key };
  const config = { Comment: '', Name: `Managed-${name}`, DefaultTTL, MaxTTL, MinTTL };
  return { id, config: { ...config, ParametersInCacheKeyAndForwardedToOrigin } };
}

function originRequestPolicy(id: string, name: string, parts: JsonObject): Managed {
  const nothing = { HeadersConfig: none, CookiesConfig: noCookies, QueryStringsConfig: noQuery };
  return { id, config: { Comment: '', Name: `Managed-${name}`, ...nothing, ...parts } };
}

function responseHeadersPolicy(id: string, name: string, parts: JsonObject): Managed {
  return { id, config: { Comment: '', Name: `Managed-${name}`, ...parts } };
}

const YEAR = 31_536_000;
const DAY = 86_400;
const uncompressed = { EnableAcceptEncodingGzip: false, EnableAcceptEncodingBrotli: false };
const fromOrigin = { HeadersConfig: headers('host', 'origin'), CookiesConfig: { CookieBehavior: 'all' } };
const whole = { CookiesConfig: { CookieBehavior: 'all' }, QueryStringsConfig: { QueryStringBehavior: 'all' } };

const anyOrigin: JsonObject = {
  AccessControlAllowOrigins: listed('*'),
  AccessControlAllowHeaders: listed('*'),
  AccessControlAllowMethods: listed('GET', 'HEAD'),
  AccessControlAllowCredentials: false,
  OriginOverride: false,
};
const preflight: JsonObject = {
  ...anyOrigin,
  AccessControlAllowMethods: listed('DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'),
  AccessControlExposeHeaders: listed('*'),
};
const security: JsonObject = {
  XSSProtection: { Override: false, Protection: true, ModeBlock: true },
  FrameOptions: { Override: false, FrameOption: 'SAMEORIGIN' },
  ReferrerPolicy: { Override: false, ReferrerPolicy: 'strict-origin-when-cross-origin' },
  ContentTypeOptions: { Override: true },
  StrictTransportSecurity: { Override: false, AccessControlMaxAgeSec: YEAR },
};

/** The managed policies that deployments name most, by kind. */
const MANAGED: Record<string, Managed[]> = {
  CachePolicy: [
    cachePolicy(['658327ea-f89d-4fab-a63d-7e88639e58f6', 'CachingOptimized'], [1, DAY, YEAR]),
    cachePolicy(['4135ea2d-6df8-44a3-9df3-4b5a84be39ad', 'CachingDisabled'], [0, 0, 0], uncompressed),
    cachePolicy(
      ['b2884449-e4de-46a7-ac36-70bc7f1ddd6d', 'CachingOptimizedForUncompressedObjects'],
      [1, DAY, YEAR],
      uncompressed,
    ),
    cachePolicy(['83da9c7e-98b4-4e11-a168-04f0df8e2c65', 'UseOriginCacheControlHeaders'], [0, 0, YEAR], fromOrigin),
    cachePolicy(['4cc15a8a-d715-48a4-82b8-cc0b614638fe', 'UseOriginCacheControlHeaders-QueryStrings'], [0, 0, YEAR], {
      ...fromOrigin,
      QueryStringsConfig: { QueryStringBehavior: 'all' },
    }),
  ],
  OriginRequestPolicy: [
    originRequestPolicy('216adef6-5c7f-47e4-b989-5492eafa07d3', 'AllViewer', {
      HeadersConfig: { HeaderBehavior: 'allViewer' },
      ...whole,
    }),
    originRequestPolicy('b689b0a8-53d0-40ab-baf2-68738e2966ac', 'AllViewerExceptHostHeader', {
      HeadersConfig: { HeaderBehavior: 'allExcept', Headers: listed('host') },
      ...whole,
    }),
    originRequestPolicy('59781a5b-3903-41f3-afcb-af62929ccde1', 'CORS-CustomOrigin', {
      HeadersConfig: headers('origin'),
    }),
    originRequestPolicy('88a5eaf4-2fd4-4709-b370-b4c650ea3fcf', 'CORS-S3Origin', {
      HeadersConfig: headers('origin', 'access-control-request-headers', 'access-control-request-method'),
    }),
    originRequestPolicy('acba4595-bd28-49b8-b9fe-13317c0390fa', 'UserAgentRefererHeaders', {
      HeadersConfig: headers('user-agent', 'referer'),
    }),
  ],
  ResponseHeadersPolicy: [
    responseHeadersPolicy('60669652-455b-4ae9-85a4-c4c02393f86c', 'SimpleCORS', { CorsConfig: anyOrigin }),
    responseHeadersPolicy('5cc3b908-e619-4b99-88e5-2cf7f45965bd', 'CORS-With-Preflight', { CorsConfig: preflight }),
    responseHeadersPolicy('67f7725c-6f97-4210-82d7-5512b31e9d03', 'SecurityHeadersPolicy', {
      SecurityHeadersConfig: security,
    }),
    responseHeadersPolicy('e61eb60c-9c35-4d20-a928-2b84e02af89c', 'CORS-and-SecurityHeadersPolicy', {
      CorsConfig: anyOrigin,
      SecurityHeadersConfig: security,
    }),
    responseHeadersPolicy('eaab4381-ed33-4a86-88ca-d9558dc6cd63', 'CORS-with-preflight-and-SecurityHeadersPolicy', {
      CorsConfig: preflight,
      SecurityHeadersConfig: security,
    }),
  ],
};

/** The managed policies of a kind; none where the service keeps none of it. */
export const managedOf = (kind: string): readonly Managed[] => MANAGED[kind] ?? [];
