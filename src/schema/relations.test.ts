import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { joinedContract } from '../contracts/contracts.ts';
import type { Json, JsonObject } from '../core/json.ts';
import { arbitrary } from './arbitrary.ts';
import { createClassifier } from './classifier.ts';

const contract = joinedContract();
const judge = createClassifier(contract, { complete: true });

const ACM = 'arn:aws:acm:us-east-1:111122223333:certificate/x';
const origin = (Id: string, more: JsonObject = {}): JsonObject => ({
  Id,
  DomainName: 'www.example.com',
  CustomOriginConfig: { HTTPPort: 80, HTTPSPort: 443, OriginProtocolPolicy: 'https-only' },
  ...more,
});
const behaviour = (more: JsonObject = { CachePolicyId: 'p' }): JsonObject => ({
  TargetOriginId: 'o',
  ViewerProtocolPolicy: 'allow-all',
  ...more,
});
const counted = (...Items: Json[]): JsonObject => ({ Quantity: Items.length, Items });

const create = (more: JsonObject = {}) =>
  judge('CreateDistribution', {
    DistributionConfig: {
      CallerReference: 'r',
      Origins: counted(origin('o')),
      DefaultCacheBehavior: behaviour(),
      Comment: 'c',
      Enabled: true,
      ...more,
    },
  });

const page = (more: JsonObject): JsonObject => ({ CustomErrorResponses: counted({ ErrorCode: 404, ...more }) });
const cookies = (Cookies: JsonObject): JsonObject => ({
  DefaultCacheBehavior: behaviour({ ForwardedValues: { QueryString: false, Cookies } }),
});

describe('what members of a distribution say of each other', () => {
  test.each<[string, JsonObject, string, string]>([
    [
      'a page without its code',
      page({ ResponsePagePath: '/4' }),
      'CustomErrorResponse.ResponsePagePath.requires',
      'CustomErrorResponses.Items.0.ResponsePagePath',
    ],
    [
      'a page with an empty code',
      page({ ResponsePagePath: '/4', ResponseCode: '' }),
      'CustomErrorResponse.ResponsePagePath.requires',
      'CustomErrorResponses.Items.0.ResponsePagePath',
    ],
    [
      'a code without its page',
      page({ ResponseCode: '404' }),
      'CustomErrorResponse.ResponseCode.requires',
      'CustomErrorResponses.Items.0.ResponseCode',
    ],
    [
      'an ACM certificate alone',
      { ViewerCertificate: { ACMCertificateArn: ACM } },
      'ViewerCertificate.ACMCertificateArn.requires',
      'ViewerCertificate.ACMCertificateArn',
    ],
    [
      'an IAM certificate without a method',
      { ViewerCertificate: { IAMCertificateId: 'i', MinimumProtocolVersion: 'TLSv1' } },
      'ViewerCertificate.IAMCertificateId.requires',
      'ViewerCertificate.IAMCertificateId',
    ],
    [
      'two certificates',
      {
        ViewerCertificate: {
          ACMCertificateArn: ACM,
          IAMCertificateId: 'i',
          MinimumProtocolVersion: 'TLSv1',
          SSLSupportMethod: 'vip',
        },
      },
      'ViewerCertificate.ACMCertificateArn.excludes',
      'ViewerCertificate.ACMCertificateArn',
    ],
    [
      'neither policy nor values',
      { DefaultCacheBehavior: behaviour({}) },
      'DefaultCacheBehavior.CachePolicyId.needsOneOf',
      'DefaultCacheBehavior.CachePolicyId',
    ],
    [
      'the same of a behavior',
      { CacheBehaviors: counted(behaviour({ PathPattern: '*' })) },
      'CacheBehavior.CachePolicyId.needsOneOf',
      'CacheBehaviors.Items.0.CachePolicyId',
    ],
    [
      'a whitelist without names',
      cookies({ Forward: 'whitelist' }),
      'CookiePreference.WhitelistedNames.requiredWhen',
      'DefaultCacheBehavior.ForwardedValues.Cookies.WhitelistedNames',
    ],
    [
      'two origins of one name',
      { Origins: counted(origin('o'), origin('o')) },
      'Origins.Items.uniqueBy',
      'Origins.Items',
    ],
    [
      'less time to complete than to read',
      {
        Origins: counted({
          ...origin('o', { ResponseCompletionTimeout: 30 }),
          S3OriginConfig: { OriginAccessIdentity: '', OriginReadTimeout: 31 },
        }),
      },
      'Origin.ResponseCompletionTimeout.atLeastWithin',
      'Origins.Items.0.ResponseCompletionTimeout',
    ],
    [
      'an access identity of another form',
      { Origins: counted({ ...origin('o'), S3OriginConfig: { OriginAccessIdentity: 'E1' } }) },
      'S3OriginConfig.OriginAccessIdentity.form',
      'Origins.Items.0.S3OriginConfig.OriginAccessIdentity',
    ],
    [
      'five functions',
      {
        DefaultCacheBehavior: behaviour({
          CachePolicyId: 'p',
          LambdaFunctionAssociations: counted(
            ...Array<Json>(5).fill({ LambdaFunctionARN: 'a', EventType: 'viewer-request' }),
          ),
        }),
      },
      'LambdaFunctionAssociations.Items.maxItems',
      'DefaultCacheBehavior.LambdaFunctionAssociations.Items',
    ],
  ])('%s is broken', (_, more, rule, place) => {
    expect(create(more).broken).toEqual([{ rule, path: ['DistributionConfig', ...placeOf(place)] }]);
  });

  test.each<[string, JsonObject]>([
    ['an error without a page', page({ ErrorCachingMinTTL: 10 })],
    ['empty members, as the service returns them', page({ ResponsePagePath: '', ResponseCode: '' })],
    ['a page and its code', page({ ResponsePagePath: '/4', ResponseCode: '404' })],
    [
      'a certificate with its settings',
      {
        ViewerCertificate: {
          ACMCertificateArn: ACM,
          IAMCertificateId: '',
          MinimumProtocolVersion: 'TLSv1',
          SSLSupportMethod: 'sni-only',
        },
      },
    ],
    ['a whitelist with names', cookies({ Forward: 'whitelist', WhitelistedNames: counted('a') })],
    ['origins of two names', { Origins: counted(origin('o'), origin('p')) }],
    ['no access identity', { Origins: counted({ ...origin('o'), S3OriginConfig: { OriginAccessIdentity: '' } }) }],
  ])('%s breaks nothing', (_, more) => {
    expect(create(more).broken).toEqual([]);
  });

  test('what the page advises to leave out is open, since the service may take it away', () => {
    const { answer, open } = create(cookies({ Forward: 'none', WhitelistedNames: counted('a') }));
    expect(answer).toBe('open');
    expect(open.map(({ reason }) => reason)).toContain('CookiePreference.WhitelistedNames.supported.excludedWhen');
    expect(
      create({
        DefaultCacheBehavior: behaviour({
          CachePolicyId: 'p',
          ForwardedValues: { QueryString: false, Cookies: { Forward: 'none' } },
        }),
      }).answer,
    ).toBe('open');
  });
});

describe('If-Match', () => {
  const withoutIfMatch = (operation: string): JsonObject => {
    const [input] = fc.sample(arbitrary(contract, contract.operations[operation]!.input), { numRuns: 1, seed: 1 });
    const { IfMatch: _, ...rest } = input!;
    return rest;
  };
  const writes = Object.values(contract.operations)
    .filter(
      ({ errors, input }) => errors.includes('InvalidIfMatchVersion') && contract.$defs[input]?.properties?.IfMatch,
    )
    .map(({ name }) => name);

  test('is demanded by every update and delete', () => {
    const expected = Object.keys(contract.operations).filter((name) => /^(Update|Delete)/.test(name));
    expect(writes).toEqual(expect.arrayContaining(expected));
  });

  test.each(writes)('%s without it is broken, and with an empty one', (operation) => {
    const input = withoutIfMatch(operation);
    const shape = contract.operations[operation]!.input;
    expect(judge(operation, input).broken).toEqual([{ rule: `${shape}.IfMatch.required`, path: ['IfMatch'] }]);
    expect(judge(operation, { ...input, IfMatch: '' }).broken).toEqual([
      { rule: `${shape}.IfMatch.minLength`, path: ['IfMatch'] },
    ]);
  });

  test.each([
    ['E1', false],
    ['E1 E2', false],
    ['E1;E2', false],
    ['E1,', false],
    ['E1, E2', true],
    ['E1,E2', true],
    ['"E1", "E2"', true],
  ])('a promotion with %s: %s', (IfMatch, fits) => {
    const { broken } = judge('UpdateDistributionWithStagingConfig', { Id: 'E', StagingDistributionId: 'S', IfMatch });
    expect(broken.map(({ rule }) => rule)).toEqual(
      fits ? [] : ['UpdateDistributionWithStagingConfigRequest.IfMatch.form'],
    );
  });
});

const placeOf = (text: string): (string | number)[] =>
  text.split('.').map((key) => (/^\d+$/.test(key) ? Number(key) : key));
