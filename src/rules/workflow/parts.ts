import type { Json, JsonObject } from '../../core/json.ts';

/** A member of a distribution's configuration that people change, with values that differ in all they hold. */
export interface Part {
  member: string;
  /** One for the primary distribution, and one for a staging one where people change it there (FIELD 18). */
  values: [Json, Json?];
  /** What takes it away again, where its page says so or has a value for none. */
  cleared?: Json;
}

const origin = (Id: string, DomainName: string, more: JsonObject): JsonObject => ({
  Id,
  DomainName,
  CustomOriginConfig: {
    HTTPPort: 80,
    HTTPSPort: 443,
    OriginProtocolPolicy: 'https-only',
    OriginSslProtocols: list('TLSv1.2'),
    OriginReadTimeout: 20,
    OriginKeepaliveTimeout: 10,
  },
  ...more,
});

function list(...items: Json[]): JsonObject {
  return { Quantity: items.length, Items: items };
}

/** What a cache behaviour does, but for the paths that it is for. */
const caching = (ViewerProtocolPolicy: string, Compress: boolean, DefaultTTL: number): JsonObject => ({
  TargetOriginId: 'origin',
  ViewerProtocolPolicy,
  Compress,
  AllowedMethods: { ...list('GET', 'HEAD', 'OPTIONS'), CachedMethods: list('GET', 'HEAD') },
  ForwardedValues: { QueryString: Compress, Cookies: { Forward: 'none' }, Headers: list('Origin') },
  MinTTL: 0,
  DefaultTTL,
  MaxTTL: DefaultTTL * 2,
});

/** In an order in which each needs only what stands before it. The texts look like numbers and booleans, in both cases. */
export const PARTS: readonly Part[] = [
  {
    member: 'Comment',
    values: ['007', `Changed in Staging, ${'as long as it may be '.repeat(5)}`.trim()],
    cleared: '',
  },
  { member: 'DefaultRootObject', values: ['index.html', '1.0'], cleared: '' },
  {
    member: 'Origins',
    values: [
      list(
        origin('origin', 'www.example.com', { OriginPath: '/1.0', ConnectionAttempts: 2, ConnectionTimeout: 5 }),
        origin('other', 'www.example.org', { CustomHeaders: list({ HeaderName: 'X-Env', HeaderValue: '007' }) }),
      ),
      list(
        origin('origin', 'staging.example.com', { OriginPath: '/v2', ConnectionAttempts: 1, ConnectionTimeout: 4 }),
        origin('other', 'www.example.net', { CustomHeaders: list({ HeaderName: 'X-Env', HeaderValue: 'true' }) }),
      ),
    ],
  },
  {
    member: 'OriginGroups',
    cleared: { Quantity: 0 },
    values: [
      list({
        Id: 'group',
        FailoverCriteria: { StatusCodes: list(500, 502) },
        Members: list({ OriginId: 'origin' }, { OriginId: 'other' }),
      }),
      list({
        Id: 'group',
        FailoverCriteria: { StatusCodes: list(503) },
        Members: list({ OriginId: 'other' }, { OriginId: 'origin' }),
      }),
    ],
  },
  {
    member: 'DefaultCacheBehavior',
    values: [caching('redirect-to-https', true, 3_600), caching('https-only', false, 60)],
  },
  {
    member: 'CacheBehaviors',
    cleared: { Quantity: 0 },
    values: [
      list(
        { PathPattern: '/images/*', ...caching('allow-all', true, 600) },
        { PathPattern: '*.css', ...caching('https-only', false, 300) },
      ),
      list(
        { PathPattern: '/api/*', ...caching('https-only', false, 1) },
        { PathPattern: '/images/*', ...caching('redirect-to-https', true, 900) },
      ),
    ],
  },
  {
    member: 'CustomErrorResponses',
    cleared: { Quantity: 0 },
    values: [
      list(
        { ErrorCode: 404, ResponsePagePath: '/404.html', ResponseCode: '404', ErrorCachingMinTTL: 10 },
        { ErrorCode: 503, ResponsePagePath: '/busy.html', ResponseCode: '503', ErrorCachingMinTTL: 5 },
      ),
      list({ ErrorCode: 403, ResponsePagePath: '/index.html', ResponseCode: '200', ErrorCachingMinTTL: 30 }),
    ],
  },
  {
    member: 'Restrictions',
    cleared: { GeoRestriction: { RestrictionType: 'none', Quantity: 0 } },
    values: [
      { GeoRestriction: { RestrictionType: 'whitelist', ...list('DE', 'NO') } },
      { GeoRestriction: { RestrictionType: 'blacklist', ...list('FR') } },
    ],
  },
  {
    member: 'Logging',
    cleared: { Enabled: false, IncludeCookies: false, Bucket: '', Prefix: '' },
    values: [
      { Enabled: true, IncludeCookies: true, Bucket: 'logs.s3.amazonaws.com', Prefix: '007/' },
      { Enabled: true, IncludeCookies: false, Bucket: 'others.s3.amazonaws.com', Prefix: 'staging/' },
    ],
  },
  { member: 'PriceClass', values: ['PriceClass_200'] },
  { member: 'HttpVersion', values: ['http1.1'] },
  { member: 'IsIPV6Enabled', values: [false] },
];
