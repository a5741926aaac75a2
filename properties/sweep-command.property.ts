import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { JournalEntry } from '../src/core/journal.ts';
import type { Handler } from '../src/core/target.ts';
import { createReference, type Reference } from '../src/reference/reference.ts';
import { type Served, serve } from '../src/reference/serve.ts';
import { handlerTarget } from '../src/targets/handler.ts';
import { inProcess } from './support/in-process.ts';
import { contract } from './support/judging.ts';

const NAME = 'dours000000000.cloudfront.net';

let folder: string;
let reference: Reference;
let served: Served;
let refusing = false;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sweep-command-'));
  reference = createReference({ contract });
  refusing = false;
  const handle: Handler = async (request) =>
    refusing && request.method === 'DELETE'
      ? { status: 403, headers: { 'content-type': 'text/xml' }, body: Buffer.from(DENIED) }
      : reference.handle(request);
  served = await serve({ handle });
});

afterEach(async () => {
  await served.close();
  rmSync(folder, { recursive: true });
});

const DENIED =
  '<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code></Error><RequestId>1</RequestId></ErrorResponse>';

/** Leaves a policy, and a journal that says that a run of this process made it. */
async function leave(change: Partial<Extract<JournalEntry, { type: 'run' }>> = {}): Promise<void> {
  const { call } = handlerTarget(contract, reference.handle);
  const made = await call({
    operation: 'CreateContinuousDeploymentPolicy',
    input: {
      ContinuousDeploymentPolicyConfig: { StagingDistributionDnsNames: { Quantity: 1, Items: [NAME] }, Enabled: false },
    },
  });
  expect(made.kind).toBe('response');
  const [id] = [...reference.state.policies.keys()];
  const before = { ContinuousDeploymentPolicy: [], Distribution: [] };
  const run = {
    type: 'run',
    run: 'r',
    started: '2026-01-01T00:00:00.000Z',
    endpoint: served.url,
    pid: 2 ** 22 + 7,
    host: hostname(),
    before,
  };
  journal(
    { ...run, ...change },
    { type: 'create', run: 'r', n: 1, resource: 'ContinuousDeploymentPolicy', marks: [NAME] },
    { type: 'made', run: 'r', n: 1, id },
  );
}

function journal(...lines: object[]): void {
  mkdirSync(join(folder, '.cloudfront-conformance'), { recursive: true });
  writeFileSync(
    join(folder, '.cloudfront-conformance', 'journal.ndjson'),
    lines.map((line) => `${JSON.stringify(line)}\n`).join(''),
  );
}

const sweep = (...words: string[]) => inProcess(['sweep', ...words], { cwd: folder });

describe('sweep ends with', () => {
  test('0 where nothing is left, and again', async () => {
    await leave();
    expect(await sweep()).toMatchObject({ code: 0, out: expect.stringContaining('nothing is left of 1 killed run') });
    expect(reference.state.policies.size).toBe(0);
    expect(await sweep()).toMatchObject({ code: 0, out: expect.stringContaining('no killed run is in the journal') });
  });

  test('2 where a delete is refused, and 0 once it is not', async () => {
    await leave();
    refusing = true;
    expect(await sweep()).toMatchObject({ code: 2, out: expect.stringMatching(/is left: 403 AccessDenied/) });
    refusing = false;
    expect((await sweep()).code).toBe(0);
    expect(reference.state.policies.size).toBe(0);
  });

  test('2 where a run is still in progress, which it leaves alone', async () => {
    await leave({ pid: process.pid });
    expect(await sweep()).toMatchObject({ code: 2, out: expect.stringContaining('is still in progress') });
    expect(reference.state.policies.size).toBe(1);
  });

  test('2 where the journal is damaged before its end', async () => {
    await leave();
    const file = join(folder, '.cloudfront-conformance', 'journal.ndjson');
    const [run, create, made] = readFileSync(file, 'utf8').split('\n');
    writeFileSync(file, `${run}\n${create}\n{"type":\n${made}\n`);
    expect(await sweep()).toMatchObject({ code: 2, err: expect.stringMatching(/is damaged in line 3/) });
    expect(reference.state.policies.size).toBe(0);
  });
});

test('sweep sends no credentials and no headers to an endpoint that only the journal names', async () => {
  await leave();
  const env = {
    AWS_ACCESS_KEY_ID: 'AKIACANARY0000000000',
    AWS_SECRET_ACCESS_KEY: 'canary',
    AWS_SESSION_TOKEN: 'canary',
  };
  for (const words of [
    ['--credentials', 'env'],
    ['--header', 'X-Key: canary'],
  ]) {
    const before = reference.state.requests;
    const { code, err } = await inProcess(['sweep', ...words], { cwd: folder, env });
    expect({ code, err }).toMatchObject({
      code: 2,
      err: expect.stringMatching(/only to an endpoint that you name with --endpoint/),
    });
    expect(reference.state.requests).toBe(before);
  }
  expect((await sweep('--header', 'X-Key: canary', '--endpoint', served.url)).code).toBe(0);
});

test('sweep goes to no other machine because a journal says so', async () => {
  await leave({ endpoint: 'https://192.0.2.1/' });
  expect(await sweep()).toMatchObject({ code: 2, err: expect.stringMatching(/is not this machine/) });
});
