import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadContract } from '../src/contracts/load.ts';
import type { RunEvent } from '../src/core/event.ts';
import { createDouble } from '../src/double/double.ts';
import { listen } from '../src/double/listen.ts';
import { serve } from '../src/exports/reference.ts';
import { answerFindings } from '../src/proxy/findings.ts';
import { forwardTo } from '../src/proxy/forward.ts';
import { FAULTS } from '../src/reference/faults/index.ts';
import { createReference } from '../src/reference/reference.ts';
import { recordOf } from '../src/report/record.ts';
import { answerRules } from '../src/rules/response/index.ts';
import { deployed } from './clients/deployed.ts';
import { cli } from './support/cli.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'proxy-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const contract = loadContract();

describe('what is found in the answers of a run that goes through the proxy', () => {
  test.each(['none', 'create-with-status-200', 'etag-missing-in-get'])(
    'is what the run finds, with fault %s',
    async (name) => {
      const modifications = FAULTS.filter((fault) => fault.name === name);
      const upstream = await serve(createReference({ contract, modifications }));
      const { handle, close } = forwardTo(new URL(upstream.url), { service: 'cloudfront', region: 'us-east-1' });
      const double = createDouble({ contract, service: () => handle, trusted: false });
      const proxy = await listen(double);
      const file = join(folder, 'record.ndjson');
      await cli(['run', '--endpoint', proxy.url, '--seed', '1', '--best', '300', '--report', `ndjson=${file}`], {
        cwd: folder,
      });
      await Promise.all([proxy.close(), close(), upstream.close()]);
      const events = readFileSync(file, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as RunEvent);
      const ids = new Set(answerRules(contract).map(({ id }) => id));
      const broken = recordOf(events).rules.filter(
        ({ id, status }) => ids.has(id) && (status === 'fail' || status === 'warn'),
      );
      const found = answerFindings(contract, double.turns).map(({ rule }) => rule);
      expect(double.turns.length).toBeGreaterThan(100);
      expect(broken.length > 0).toBe(name !== 'none');
      expect([...new Set(found.filter((rule) => ids.has(rule)))].sort()).toEqual(broken.map(({ id }) => id).sort());
    },
  );
});

const CANARY = 'canaryCANARYcanaryCANARY';

/** A node program that reads a policy at the endpoint that it is told. */
const READS = `const url = process.argv[1] + '/2020-05-31/continuous-deployment-policy/' + process.env.POLICY;
const answer = await fetch(url, { headers: { authorization: 'AWS4-HMAC-SHA256 Credential=${CANARY}/20260101/us-east-1/cloudfront/aws4_request, SignedHeaders=host, Signature=${'a'.repeat(64)}' } });
if (answer.status !== 200) process.exit(3);`;

describe('serve --judge --forward', () => {
  test('judges requests and answers, records them, and writes no credentials anywhere', async () => {
    const { reference, variables } = await deployed();
    const upstream = await serve(reference);
    const env = { ...variables, AWS_ACCESS_KEY_ID: `AKIA${CANARY}`, AWS_SECRET_ACCESS_KEY: `${CANARY}/secret` };
    const words = ['serve', '--judge', '--forward', upstream.url, '--credentials', 'env'];
    const files = ['--record', 'deploy.ndjson', '--report', 'har=deploy.har', '--interactions', 'deploy.json'];
    const program = [process.execPath, '--input-type=module', '-e', READS, '{endpoint}'];
    const { code, out, err } = await cli([...words, ...files, '--', ...program], {
      cwd: folder,
      env: { ...env, CI: '' },
    });
    expect(err).toBe('');
    expect(out).toContain('1 GetContinuousDeploymentPolicy');
    expect(out).toContain('0 answers break a rule');
    expect(code).toBe(0);
    expect(readdirSync(folder).sort()).toEqual(['deploy.har', 'deploy.json', 'deploy.ndjson']);
    const kept = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'));
    expect(`${out}${kept.join('')}`).not.toContain(CANARY);
    const checked = await cli(['check', 'deploy.har'], { cwd: folder });
    expect(checked).toMatchObject({ code: 0, out: expect.stringContaining('1 request, 0 violations') });
    const evidence = await cli(['cassette', 'evidence', 'deploy.ndjson'], { cwd: folder });
    expect(evidence).toMatchObject({ code: 0, out: expect.stringContaining('classes of requests') });
    await upstream.close();
  });

  test.each([
    [
      ['--forward', 'https://cloudfront.amazonaws.com', '--allow-remote', '--allow-aws'],
      '--profile NAME or --credentials env',
    ],
    [
      ['--forward', 'https://cloudfront.amazonaws.com', '--credentials', 'env'],
      'allow it with --allow-remote and --allow-aws',
    ],
    [['--forward', 'http://192.0.2.1'], 'allow it with --allow-remote'],
    [['--record', 'x.ndjson'], '--record needs --forward'],
    [['--forward', 'http://127.0.0.1:1', '--fault', 'order-check-off'], '--forward cannot be used with --fault'],
  ])('%j is refused in one line', async (words, message) => {
    const env = { AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' };
    const { code, err } = await cli(['serve', '--judge', ...words], { cwd: folder, env });
    expect(code).toBe(2);
    expect(err).toMatch(/^[^\n]+\n$/);
    expect(err).toContain(message);
  });
});
