import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { double, type Listening, listen } from '../../src/index.ts';

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

let listening: Listening;
let problem: string | undefined;

beforeAll(async () => {
  // What `serve --judge` does, in this process.
  listening = await listen(judge);
  problem = await execute('aws', ['--version'], { env }).then(
    () => undefined,
    (error: Error) => `the AWS CLI can't be run: ${error.message.split('\n', 1)[0]}`,
  );
});

afterAll(() => listening.close());

/** A script in another language: each step is a program of its own. */
async function aws(...words: string[]): Promise<{ ETag: string; ContinuousDeploymentPolicy: { Id: string } }> {
  const sent = ['--endpoint-url', listening.url, '--output', 'json', 'cloudfront', ...words];
  const { stdout } = await execute('aws', sent, { env });
  return JSON.parse(stdout.trim() || '{}');
}

test('a script of AWS CLI commands is judged like any wrapper', async (context) => {
  if (problem !== undefined) {
    if (process.env.CONFORMANCE_REQUIRE_TOOLS) throw new Error(problem);
    context.skip(problem);
  }
  const config = (Weight: number) => [
    '--continuous-deployment-policy-config',
    JSON.stringify({
      StagingDistributionDnsNames: { Quantity: 1, Items: ['d111111abcdef8.cloudfront.net'] },
      Enabled: true,
      TrafficConfig: { SingleWeightConfig: { Weight }, Type: 'SingleWeight' },
    }),
  ];
  const made = await aws('create-continuous-deployment-policy', ...config(0.1));
  const id = ['--id', made.ContinuousDeploymentPolicy.Id];
  const read = await aws('get-continuous-deployment-policy-config', ...id);
  const updated = await aws('update-continuous-deployment-policy', ...id, '--if-match', read.ETag, ...config(0.05));
  await aws('delete-continuous-deployment-policy', ...id, '--if-match', updated.ETag);
  expect(judge.report()).toEqual({ requests: 4, violations: [], open: [], left: [] });

  await expect(aws('create-continuous-deployment-policy', ...config(15))).rejects.toThrow('InvalidArgument');
  await expect(aws('delete-continuous-deployment-policy', ...id)).rejects.toThrow();
  const { violations } = await (await fetch(`${listening.url}/_conformance/violations`)).json();
  expect(violations).toMatchObject([
    { request: 5, rule: 'ContinuousDeploymentSingleWeightConfig.Weight.maximum', demands: 'Weight is at most 0.15' },
    { request: 6, rule: 'request.if-match.present' },
  ]);
});
