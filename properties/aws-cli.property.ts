import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { double, type Listening, listen } from '../src/index.ts';

const env = {
  PATH: process.env.PATH,
  HOME: tmpdir(),
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  AWS_DEFAULT_REGION: 'us-east-1',
  AWS_PAGER: '',
  AWS_EC2_METADATA_DISABLED: 'true',
};
const execute = promisify(execFile);

const judge = double({ credentials: { accessKeyId: 'test', secretAccessKey: 'test' } });
let served: Listening;
let problem: string | undefined;

beforeAll(async () => {
  served = await listen(judge);
  problem = await execute('aws', ['--version'], { env }).then(
    () => undefined,
    (error: Error) => `the AWS CLI can't be run: ${error.message.split('\n', 1)[0]}`,
  );
});

afterAll(() => served.close());

/** What of the CLI's answers is used by name. */
interface Answer {
  ETag: string;
  ContinuousDeploymentPolicy: { Id: string };
}

async function aws(...words: string[]): Promise<Answer> {
  const { stdout } = await execute('aws', ['--endpoint-url', served.url, '--output', 'json', 'cloudfront', ...words], {
    env,
  });
  return JSON.parse(stdout.trim() || '{}');
}

test('the AWS CLI creates, reads, updates, lists and deletes a policy, and each of its requests conforms', async (context) => {
  if (problem !== undefined) {
    if (process.env.CONFORMANCE_REQUIRE_TOOLS) throw new Error(problem);
    context.skip(problem);
  }
  const config = (Weight: number) => ({
    StagingDistributionDnsNames: { Quantity: 1, Items: ['d111111abcdef8.cloudfront.net'] },
    Enabled: true,
    TrafficConfig: { SingleWeightConfig: { Weight }, Type: 'SingleWeight' },
  });
  const sent = (weight: number) => ['--continuous-deployment-policy-config', JSON.stringify(config(weight))];

  const created = await aws('create-continuous-deployment-policy', ...sent(0.1));
  const { Id } = created.ContinuousDeploymentPolicy;
  expect(created).toMatchObject({
    Location: expect.stringContaining(Id),
    ContinuousDeploymentPolicy: { ContinuousDeploymentPolicyConfig: config(0.1) },
  });
  const updated = await aws(
    'update-continuous-deployment-policy',
    '--id',
    Id,
    '--if-match',
    created.ETag,
    ...sent(0.05),
  );
  const read = await aws('get-continuous-deployment-policy-config', '--id', Id);
  expect(read).toEqual({ ETag: updated.ETag, ContinuousDeploymentPolicyConfig: config(0.05) });
  const listed = await aws('list-continuous-deployment-policies');
  expect(listed).toMatchObject({ ContinuousDeploymentPolicyList: { Quantity: 1 } });
  await aws('delete-continuous-deployment-policy', '--id', Id, '--if-match', updated.ETag);
  await expect(aws('get-continuous-deployment-policy', '--id', Id)).rejects.toThrow('NoSuchContinuousDeploymentPolicy');
  expect(judge.report()).toEqual({ requests: 6, violations: [], open: [], left: [] });
});
