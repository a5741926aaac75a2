import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { UsageError } from '../../core/usage.ts';
import { validateCommand } from './validate.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'validate-'));
});
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = undefined;
});

/** What is said of a file that holds this, and the exit code. The file is called `request` in what is said. */
async function validate(operation: string, content: string | Uint8Array, ...words: string[]) {
  const file = join(folder, 'request');
  writeFileSync(file, content);
  const out: string[] = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => out.push(String(text)) > 0);
  await validateCommand()
    .exitOverride()
    .parseAsync([operation, file, ...words], { from: 'user' });
  return { out: out.join('').replaceAll(file, 'request'), exit: Number(process.exitCode ?? 0) };
}

const CREATE = 'CreateContinuousDeploymentPolicy';
const policy = (traffic: unknown = { Type: 'SingleWeight', SingleWeightConfig: { Weight: 0.05 } }) => ({
  ContinuousDeploymentPolicyConfig: {
    StagingDistributionDnsNames: { Quantity: 1, Items: ['d111111abcdef8.cloudfront.net'] },
    Enabled: true,
    TrafficConfig: traffic,
  },
});
const JSON_TEXT = JSON.stringify(policy(), null, 2);

const YAML_TEXT = `
ContinuousDeploymentPolicyConfig:
  StagingDistributionDnsNames: { Quantity: 1, Items: [d111111abcdef8.cloudfront.net] }
  Enabled: true
  TrafficConfig:
    Type: SingleWeight
    SingleWeightConfig: { Weight: 0.05 }
`;

/** A text in UTF-16 with its high bytes first. */
const swapped = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();

const DISTRIBUTION = {
  CallerReference: 'r',
  Comment: 'c',
  Enabled: true,
  Origins: {
    Quantity: 1,
    Items: [
      {
        Id: 'o',
        DomainName: 'origin.example.com',
        CustomOriginConfig: { HTTPPort: 80, HTTPSPort: 443, OriginProtocolPolicy: 'https-only' },
      },
    ],
  },
  DefaultCacheBehavior: { TargetOriginId: 'o', ViewerProtocolPolicy: 'allow-all', CachePolicyId: 'p' },
};
const { CachePolicyId: _, ...WITHOUT_POLICY } = DISTRIBUTION.DefaultCacheBehavior;

test.each<[string, object, string]>([
  ['DeleteContinuousDeploymentPolicy', { Id: 'x' }, 'IfMatch.required'],
  ['UpdateContinuousDeploymentPolicy', { Id: 'x', ...policy() }, 'IfMatch.required'],
  ['UpdateDistributionWithStagingConfig', { Id: 'x', StagingDistributionId: 'y', IfMatch: 'E1' }, 'IfMatch.form'],
  [
    'CreateDistribution',
    { DistributionConfig: { ...DISTRIBUTION, DefaultCacheBehavior: WITHOUT_POLICY } },
    'CachePolicyId.needsOneOf',
  ],
  [
    'CreateDistribution',
    {
      DistributionConfig: {
        ...DISTRIBUTION,
        CustomErrorResponses: { Quantity: 1, Items: [{ ErrorCode: 404, ResponsePagePath: '/404.html' }] },
      },
    },
    'ResponsePagePath.requires',
  ],
  [
    'CreateDistribution',
    { DistributionConfig: { ...DISTRIBUTION, ViewerCertificate: { ACMCertificateArn: 'arn:aws:acm:x' } } },
    'ACMCertificateArn.requires',
  ],
])('%s without what a page demands beside it is broken', async (operation, request, rule) => {
  const { out, exit } = await validate(operation, JSON.stringify(request));
  expect([exit, out]).toEqual([1, expect.stringContaining(rule)]);
});

describe('what can be read', () => {
  test.each<[string, string | Uint8Array]>([
    ['JSON', JSON_TEXT],
    ['YAML', YAML_TEXT],
    ['UTF-8 with a mark', `\ufeff${JSON_TEXT}`],
    ['UTF-16, low bytes first', Buffer.from(`\ufeff${JSON_TEXT}`, 'utf16le')],
    ['UTF-16, high bytes first', swapped(`\ufeff${JSON_TEXT}`)],
    ['UTF-16 without a mark', Buffer.from(JSON_TEXT, 'utf16le')],
    ['UTF-16 without a mark, high bytes first', swapped(JSON_TEXT)],
    ['YAML in UTF-16', Buffer.from(`\ufeff${YAML_TEXT}`, 'utf16le')],
    ['YAML with marks around one document', `---${YAML_TEXT}...\n`],
    ['line ends of Windows', JSON_TEXT.replaceAll('\n', '\r\n')],
  ])('%s', async (_, content) => {
    expect(await validate(CREATE, content)).toEqual({ out: 'The documentation supports this request.\n', exit: 0 });
  });

  test.each<[string, string | Uint8Array, string]>([
    ['nothing', '', 'request is empty'],
    ['a list', '[]', 'request: the request must be a JSON object'],
    ['null', 'null', 'request: the request must be a JSON object'],
    ['a word', 'hello', 'request: the request must be a JSON object'],
    ['JSON that ends early', '{\n  "Id": ', 'request:2:8 is not JSON: Unexpected end of JSON input'],
    ['JSON with a comma too many', '{\n  "Id": "x",\n}', 'request:3:1 is not JSON'],
    ['invalid YAML', 'a: b: c', 'request:1:4 is neither JSON nor YAML'],
    ['JSON with a key twice', '{"Id": "x",\n "Id": "y"}', 'request:2:2 gives Id twice'],
    ['JSON with a key twice further in', '{"A": [{"B": 1, "B": 2}]}', 'request:1:17 gives B twice'],
    ['YAML with a key twice', 'a:\n  b: 1\n  b: 2\n', 'request:3:3 gives b twice'],
    [
      'YAML of two documents',
      '---\na: 1\n---\nb: 2\n',
      'begins another document; give each request in a file of its own',
    ],
    [
      'two values of JSON',
      `${JSON_TEXT}\n${JSON_TEXT}`,
      'goes on after the request; give each request in a file of its own',
    ],
    [
      'a dictionary of Python',
      "{'Id': True}",
      'request is written as Python prints a dictionary; write it with json.dumps',
    ],
    ['XML', '<a/>', 'request is XML; give the request as JSON'],
    [
      'Terraform',
      '# staging\nresource "aws_cloudfront_distribution" "main" {\n  enabled = true\n}\n',
      'request is Terraform configuration',
    ],
    ["Terraform's JSON", '{"resource":{"aws_cloudfront_distribution":{}}}', "request is Terraform's"],
    [
      "Terraform's plan",
      '{"format_version":"1.2","terraform_version":"1.9.0","planned_values":{}}',
      "request is Terraform's",
    ],
    [
      'a template',
      'Resources:\n  A:\n    Type: AWS::CloudFront::Distribution\n',
      'request is a CloudFormation template; judge what it describes with --from cloudformation',
    ],
    ['bytes of no encoding', Uint8Array.of(0x7b, 0xff, 0x7d), 'request is not valid UTF-8'],
    ['UTF-32', Buffer.from([0xff, 0xfe, 0, 0, 0x7b, 0, 0, 0]), 'request is in UTF-32; save it in UTF-8'],
    ['what nests too deep', '[{"a":'.repeat(500), 'request nests deeper than 200'],
  ])('%s is named, in one line', async (_, content, said) => {
    const error = (await validate(CREATE, content).catch((one: unknown) => one)) as Error;
    expect(error).toBeInstanceOf(UsageError);
    expect(error.message.replaceAll(join(folder, 'request'), 'request')).toContain(said);
    expect(error.message).not.toContain('\n');
  });
});

describe('what is said', () => {
  const lines = async (operation: string, request: unknown) =>
    (await validate(operation, JSON.stringify(request, null, 1))).out.trimEnd().split('\n').slice(0, -1);

  test('the values, with those that they are compared with, and the place in the file', async () => {
    const sticky = { Weight: 0.2, SessionStickinessConfig: { IdleTTL: 700, MaximumTTL: 600 } };
    const within = 'ContinuousDeploymentPolicyConfig.TrafficConfig.SingleWeightConfig';
    expect(await lines(CREATE, policy({ Type: 'SingleWeight', SingleWeightConfig: sticky }))).toEqual([
      `broken  ${within}.Weight  ContinuousDeploymentSingleWeightConfig.Weight.maximum: Weight must not exceed 0.15; found 0.2 (request:13:5)`,
      `broken  ${within}.SessionStickinessConfig.IdleTTL  SessionStickinessConfig.IdleTTL.atMost: IdleTTL must not exceed MaximumTTL; found 700, MaximumTTL 600 (request:15:6)`,
    ]);
  });

  test.each([
    ['null', null, 'TrafficConfig.type: TrafficConfig must be a structure; found null'],
    ['a list', [], 'TrafficConfig.type: TrafficConfig must be a structure; found a list of 0'],
    ['text', 'x', 'TrafficConfig.type: TrafficConfig must be a structure; found "x"'],
  ])('%s in the place of a structure', async (_, value, said) => {
    expect((await lines(CREATE, policy(value)))[0]).toContain(said);
  });

  test('of a member in another casing or spelling which one is meant, at any depth', async () => {
    const config = policy().ContinuousDeploymentPolicyConfig;
    const { Enabled, ...rest } = config;
    const said = await lines(CREATE, {
      ContinuousDeploymentPolicyConfig: {
        ...rest,
        enabled: Enabled,
        TrafficConfig: { Type: 'singleWeight', SingleWeightConfig: { weight: 0.05, session_stickyness_config: {} } },
      },
    });
    const hints = said
      .map((line) => /(\S+) {2}\S+: .*?; (did you mean .*\?|\S+ was given instead) /.exec(line)?.slice(1))
      .filter(Boolean);
    const within = 'ContinuousDeploymentPolicyConfig.TrafficConfig.SingleWeightConfig';
    const wanted = [
      ['ContinuousDeploymentPolicyConfig.Enabled', 'ContinuousDeploymentPolicyConfig.enabled was given instead'],
      ['ContinuousDeploymentPolicyConfig.TrafficConfig.Type', 'did you mean SingleWeight?'],
      [`${within}.Weight`, `${within}.weight was given instead`],
      ['ContinuousDeploymentPolicyConfig.enabled', 'did you mean Enabled?'],
      [`${within}.weight`, 'did you mean Weight?'],
      [`${within}.session_stickyness_config`, 'did you mean SessionStickinessConfig?'],
    ];
    expect(hints).toHaveLength(wanted.length);
    expect(hints).toEqual(expect.arrayContaining(wanted));
  });

  test('of names in snake case that they are those of Terraform', async () => {
    const text = '{"continuous_deployment_policy_config":{"enabled":true}}';
    const { out, exit } = await validate(CREATE, text);
    expect(exit).toBe(1);
    expect(out).toContain('did you mean ContinuousDeploymentPolicyConfig?');
    expect(out).toContain('as Terraform does');
  });

  test.each([
    ['{"staging_distribution_dns_names":[]}', /did you mean \S+\.StagingDistributionDnsNames\?.*as Terraform does/s],
    ['{"trafficConfig":{}}', /did you mean ContinuousDeploymentPolicyConfig\.TrafficConfig\?/],
  ])('of a bare configuration in another casing where it belongs: %s', async (text, wanted) => {
    expect((await validate(CREATE, text)).out).toMatch(wanted);
  });

  test('of ETag that IfMatch is meant, and of a bare configuration where it belongs', async () => {
    const [, ifMatch, etag] = await lines('UpdateContinuousDeploymentPolicy', { ETag: 'E1', ...policy() });
    expect(ifMatch).toContain('IfMatch is required; ETag was given instead');
    expect(etag).toContain('did you mean IfMatch?');
    expect((await lines(CREATE, policy().ContinuousDeploymentPolicyConfig)).join('\n')).toContain(
      'did you mean ContinuousDeploymentPolicyConfig.Enabled?',
    );
  });

  test.each([CREATE, `${CREATE}Request`, `${CREATE}Input`, 'create_continuous_deployment_policy', 'input', 'Params'])(
    'of a request that stands under %s that this is so; it is judged at its own places',
    async (key) => {
      const under = await validate(CREATE, JSON.stringify({ [key]: policy() }, null, 1));
      expect(under).toEqual({
        out: `The documentation supports this request.\nrequest holds the request under ${key}; that was judged. Requests have the members themselves.\n`,
        exit: 0,
      });
      const wrong = { Type: 'SingleWeight', SingleWeightConfig: { Weight: 0.2 } };
      const { out, exit } = await validate(CREATE, JSON.stringify({ [key]: policy(wrong) }, null, 1));
      expect(out).toMatch(/Weight must not exceed 0\.15; found 0\.2 \(request:14:6\)/);
      expect(exit).toBe(1);
    },
  );

  test('as JSON, with the range of each message', async () => {
    const { out, exit } = await validate(
      CREATE,
      '{\n  "ContinuousDeploymentPolicyConfig": {\n    "Enabled": 7 } }',
      '--format',
      'json',
    );
    expect(exit).toBe(1);
    const [{ answer, messages }] = JSON.parse(out);
    expect(answer).toBe('broken');
    expect(messages[1]).toMatchObject({
      severity: 'broken',
      rule: 'ContinuousDeploymentPolicyConfig.Enabled.type',
      place: 'ContinuousDeploymentPolicyConfig.Enabled',
      text: 'Enabled must be a boolean; found 7',
      range: { start: { line: 3, column: 5 }, end: { line: 3, column: 17 } },
    });
  });
});

describe('a CloudFormation template', () => {
  const template = (properties: string) => `
Resources:
  Policy:
    Type: AWS::CloudFront::ContinuousDeploymentPolicy
    Properties:
      ContinuousDeploymentPolicyConfig:
        StagingDistributionDnsNames: [!GetAtt Staging.DomainName]
        Enabled: "true"
        TrafficConfig:
          Type: SingleWeight
          SingleWeightConfig:
${properties}`;

  test('is read as the request that it comes to', async () => {
    expect(await validate(CREATE, template('            Weight: "0.05"\n'), '--from', 'cloudformation')).toEqual({
      out: 'The documentation supports this request.\n',
      exit: 0,
    });
  });

  test('is judged at its own places', async () => {
    const text = template(
      '            Weight: 0.5\n            SessionStickinessConfig: { IdleTTL: 700, MaximumTTL: 600 }\n',
    );
    const { out, exit } = await validate(CREATE, text, '--from', 'cloudformation');
    expect(exit).toBe(1);
    expect(out).toMatch(/Weight\.maximum: .* \(request:12:13\)/);
    expect(out).toMatch(/IdleTTL\.atMost: .* \(request:13:40\)/);
  });

  test('of a distribution: lists, other spellings and what it may leave out', async () => {
    const distribution = {
      Resources: {
        Main: {
          Type: 'AWS::CloudFront::Distribution',
          Properties: {
            DistributionConfig: {
              Enabled: true,
              IPV6Enabled: true,
              Aliases: ['www.example.com'],
              Origins: [{ Id: 'o', DomainName: { Ref: 'Bucket' }, S3OriginConfig: {} }],
              DefaultCacheBehavior: {
                TargetOriginId: 'o',
                ViewerProtocolPolicy: 'allow-all',
                CachePolicyId: { 'Fn::Sub': 'x' },
                AllowedMethods: ['GET', 'HEAD'],
                CachedMethods: ['GET', 'HEAD'],
              },
              ViewerCertificate: { AcmCertificateArn: { Ref: 'Certificate' }, SslSupportMethod: 'sni-only' },
              CustomErrorResponses: [{ ErrorCode: 404, ResponsePagePath: '/404.html', ResponseCode: 404 }],
            },
          },
        },
      },
    };
    const { out, exit } = await validate(
      'CreateDistribution',
      JSON.stringify(distribution),
      '--from',
      'cloudformation',
    );
    expect(exit).toBe(1);
    expect(out.split('\n').filter((line) => line.startsWith('broken'))).toEqual([
      expect.stringContaining('ViewerCertificate.ACMCertificateArn.requires'),
    ]);
    expect(out).not.toContain('unknown');
  });

  test('may be given as the properties of one resource alone', async () => {
    const { TrafficConfig } = policy().ContinuousDeploymentPolicyConfig;
    const text = JSON.stringify({
      ContinuousDeploymentPolicyConfig: {
        StagingDistributionDnsNames: ['d111111abcdef8.cloudfront.net'],
        Enabled: true,
        TrafficConfig,
      },
    });
    expect((await validate(CREATE, text, '--from', 'cloudformation')).exit).toBe(0);
    expect((await validate(CREATE, text)).out).toContain('--from cloudformation');
  });

  test.each([
    ['{"Resources":{}}', 'no CloudFormation template'],
    [template('            Weight: 0.1\n'), 'what it describes is created by CreateContinuousDeploymentPolicy'],
  ])('without the resource that is asked for is refused', async (text, said) => {
    await expect(validate('CreateDistribution', text, '--from', 'cloudformation')).rejects.toThrow(said);
  });
});

describe('what Terraform writes', () => {
  const POLICY = 'aws_cloudfront_continuous_deployment_policy';
  const attributes = (weight: unknown, name: unknown = 'd111111abcdef8.cloudfront.net') => ({
    id: 'x',
    enabled: true,
    staging_distribution_dns_names: [{ items: [name], quantity: 1 }],
    traffic_config: [
      {
        type: 'SingleWeight',
        single_header_config: [],
        single_weight_config: [{ weight, session_stickiness_config: [{ idle_ttl: 300, maximum_ttl: 600 }] }],
      },
    ],
  });
  const plan = (after: unknown, after_unknown: unknown = {}, type = POLICY) => ({
    terraform_version: '1.9.0',
    resource_changes: [
      { address: `${type}.main`, type, mode: 'managed', change: { actions: ['create'], after, after_unknown } },
    ],
  });
  const judged = (document: unknown, operation = CREATE) =>
    validate(operation, JSON.stringify(document, null, 1), '--from', 'terraform');

  test.each<[string, (weight: number) => unknown]>([
    ['a plan', (weight) => plan(attributes(weight))],
    [
      'a plan without changes, in modules',
      (weight) => ({
        planned_values: {
          root_module: { child_modules: [{ resources: [{ type: POLICY, address: 'a', values: attributes(weight) }] }] },
        },
      }),
    ],
    [
      'a state as it is shown',
      (weight) => ({ values: { root_module: { resources: [{ type: POLICY, values: attributes(weight) }] } } }),
    ],
    [
      'the file of a state',
      (weight) => ({ resources: [{ type: POLICY, name: 'a', instances: [{ attributes: attributes(weight) }] }] }),
    ],
    ['a configuration', (weight) => ({ resource: { [POLICY]: { main: attributes(weight) } } })],
    ['a configuration with lists', (weight) => ({ resource: { [POLICY]: { main: [attributes(weight)] } } })],
    ['resources alone', (weight) => ({ [POLICY]: { main: attributes(weight) } })],
  ])('%s is read as the request that it comes to, and judged at its own places', async (_, write) => {
    expect(await judged(write(0.05))).toEqual({ out: 'The documentation supports this request.\n', exit: 0 });
    const document = write(0.2);
    const { out, exit } = await judged(document);
    expect(exit).toBe(1);
    const line = JSON.stringify(document, null, 1)
      .split('\n')
      .findIndex((one) => one.includes('"weight": 0.2'));
    expect(out).toMatch(new RegExp(`Weight\\.maximum: Weight must not exceed 0.15; found 0.2 \\(request:${line + 1}:`));
  });

  test('what is known after the apply only is taken for a usual value', async () => {
    const unknown = { staging_distribution_dns_names: [{ items: [true] }], id: true };
    expect((await judged(plan(attributes(0.05, null), unknown))).exit).toBe(0);
    const expression = {
      resource: {
        [POLICY]: {
          main: attributes('$'.concat('{var.weight}'), '$'.concat('{aws_cloudfront_distribution.s.domain_name}')),
        },
      },
    };
    expect((await judged(expression)).exit).toBe(0);
  });

  const distribution = {
    aliases: ['www.example.com'],
    comment: null,
    enabled: true,
    is_ipv6_enabled: true,
    tags: { a: 'b' },
    wait_for_deployment: false,
    origin: [
      {
        origin_id: 'o',
        domain_name: 'www.example.com',
        origin_path: '',
        custom_header: [{ name: 'x', value: 'y' }],
        s3_origin_config: [],
        custom_origin_config: [
          { http_port: 80, https_port: 443, origin_protocol_policy: 'https-only', origin_ssl_protocols: ['TLSv1.2'] },
        ],
      },
    ],
    default_cache_behavior: [
      {
        target_origin_id: 'o',
        viewer_protocol_policy: 'allow-all',
        cache_policy_id: '658327ea-f89d-4fab-a63d-7e88639e58f6',
        allowed_methods: ['GET', 'HEAD'],
        cached_methods: ['GET', 'HEAD'],
        trusted_key_groups: [],
        lambda_function_association: [
          { event_type: 'viewer-request', lambda_arn: 'arn:aws:lambda:us-east-1:1:function:f:1' },
        ],
      },
    ],
    restrictions: [{ geo_restriction: [{ restriction_type: 'none', locations: [] }] }],
    viewer_certificate: [
      { acm_certificate_arn: 'arn:aws:acm:us-east-1:1:certificate/x', ssl_support_method: 'sni-only' },
    ],
  };
  const TYPE = 'aws_cloudfront_distribution';

  test('of a distribution: names of its own, blocks, and lists that a request writes in each other', async () => {
    const { out } = await judged(plan(distribution, {}, TYPE), 'CreateDistribution');
    const said = out.split('\n').filter((line) => /^(?:broken|open)/.test(line));
    expect(said.filter((line) => line.startsWith('broken') || line.includes('unknown'))).toEqual([]);
  });

  test('of a distribution: a mistake in a block', async () => {
    const [behavior] = distribution.default_cache_behavior;
    const { cache_policy_id: _, ...without } = behavior!;
    const { out, exit } = await judged(
      plan({ ...distribution, default_cache_behavior: [without] }, {}, TYPE),
      'CreateDistribution',
    );
    expect(exit).toBe(1);
    expect(out).toContain('DefaultCacheBehavior.CachePolicyId.needsOneOf');
  });

  test('of a required block that is known after the apply only nothing is said', async () => {
    const unknown = { ...plan({ ...distribution, origin: undefined }, { origin: true }, TYPE) };
    expect((await judged(unknown, 'CreateDistribution')).out).not.toContain('Origins.required');
  });

  test('an unknown attribute is named', async () => {
    const { out } = await judged(plan({ ...distribution, enabld: true }, {}, TYPE), 'CreateDistribution');
    expect(out).toContain('enabld is not a documented member');
  });

  test.each<[string, unknown, string]>([
    ['nothing of it', { terraform_version: '1.9.0' }, 'is no plan, state or configuration of Terraform in JSON with'],
    ['another resource', plan(attributes(0.1)), 'is created by CreateContinuousDeploymentPolicy'],
  ])('without the resource that is asked for is refused: %s', async (_, document, said) => {
    await expect(judged(document, 'CreateDistribution')).rejects.toThrow(said);
  });
});
