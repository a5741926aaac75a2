import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadContract } from '../src/contracts/load.ts';
import { movableClock, withClock } from '../src/reference/edge/clock.ts';
import { createEdge } from '../src/reference/edge/edge.ts';
import { edgeHandler } from '../src/reference/edge/handler.ts';
import { createReference, type Reference } from '../src/reference/reference.ts';
import { type Served, serve } from '../src/reference/serve.ts';
import { httpClock } from '../src/traffic/edges/clock-http.ts';
import { cli } from './support/cli.ts';
import { inProcess } from './support/in-process.ts';

const contract = loadContract();
const folder = mkdtempSync(join(tmpdir(), 'traffic-'));
const file = (name: string, text = ''): string => {
  const path = join(folder, name);
  if (text !== '') writeFileSync(path, text);
  return path;
};

const command = (words: string[]) => inProcess(words, { cwd: folder });

afterAll(() => rmSync(folder, { recursive: true }));

describe('traffic', () => {
  test('ends with 0 where the rules hold, and draws what it saw', async () => {
    const page = file('traffic.html');
    const { code, out } = await command([
      'traffic',
      '--seed',
      '1',
      '--rules',
      'traffic.weight.highest',
      '--report',
      `html=${page}`,
    ]);
    expect([code, out]).toEqual([0, expect.stringMatching(/^CONFORMS {2}the reference edge: 1 rule holds;/)]);
    expect(readFileSync(page, 'utf8')).toContain('<polyline');
  });

  test('ends with 1 where a rule is broken, and names the cause and how to see it again', async () => {
    const args = ['traffic', '--fault', 'weight-as-percentage', '--rules', 'traffic.weight.highest', '--seed', '2'];
    const { code, out } = await command(args);
    expect(code).toBe(1);
    expect(out).toMatch(/too few: \d+ of \d+ viewers .*read as a percentage/);
    expect(out).toContain(
      `again     cloudfront-conformance traffic --fault weight-as-percentage --rules 'traffic.weight.highest' --seed 2`,
    );
  });

  test('judges a function', async () => {
    const router = file('router.mjs', "export default ({ policy }) => (policy?.Enabled ? 'staging' : 'primary');\n");
    const { code, out } = await command([
      'traffic',
      '--module',
      router,
      '--rules',
      'traffic.header.absent',
      'traffic.effect.enable',
    ]);
    expect(code).toBe(1);
    expect(out).toContain('traffic.header.absent');
    expect(out).toContain('1 deviation (1 of 2 rules broken), 1 rule holds');
  });

  test.each([
    ['an edge without a marker', ['--edge', 'http://127.0.0.1:9'], /--staging-marker/],
    ['an edge with no policy', ['--edge', 'http://127.0.0.1:9', '--staging-marker', 'status:200'], /--policy FILE/],
    ['a marker that is none', ['--staging-marker', 'cookie:a'], /header:NAME=VALUE/],
    [
      'another machine',
      ['--edge', 'http://192.0.2.1', '--staging-marker', 'status:200', '--endpoint', 'http://127.0.0.1:9'],
      /--allow-remote/,
    ],
    [
      'the API of AWS',
      [
        '--edge',
        'http://127.0.0.1:9',
        '--staging-marker',
        'status:200',
        '--endpoint',
        'https://cloudfront.amazonaws.com',
        '--allow-remote',
      ],
      /AWS itself/,
    ],
    ['an unknown fault', ['--fault', 'weight-inverte'], /weight-inverted/],
    ['a module that is not there', ['--module', 'nowhere.mjs'], /no file nowhere.mjs/],
    ['a policy that divides nothing', ['plan', '--policy', file('empty.json', '{}')], /no enabled policy/],
  ])('%s is refused with what to do', async (_, args, words) => {
    const { code, out, err } = await command(['traffic', ...args]);
    expect([code, out, err]).toEqual([2, '', expect.stringMatching(words)]);
  });

  test('a web server that knows nothing of the policy conforms in no rule, and ends with 2', async () => {
    const plain = await serve({
      handle: async () => ({ status: 200, headers: {}, body: new TextEncoder().encode('hello') }),
    });
    const stickiness = { IdleTTL: 300, MaximumTTL: 600 };
    const policy = {
      Enabled: true,
      StagingDistributionDnsNames: { Quantity: 1, Items: ['d2.cloudfront.net'] },
      TrafficConfig: { Type: 'SingleWeight', SingleWeightConfig: { Weight: 0.1, SessionStickinessConfig: stickiness } },
    };
    const { code, out } = await command([
      ...['traffic', '--edge', plain.url, '--policy', file('plain.json', JSON.stringify(policy)), '--requests', '500'],
      ...['--staging-marker', 'header:x-served-by=staging', '--staging-host', 'd2.cloudfront.net', '--patience', '2'],
    ]);
    await plain.close();
    expect({ code, out }).toEqual({ code: 2, out: expect.stringMatching(/NOT JUDGED .* rules not judged/) });
    expect(out).not.toMatch(/rules? holds?\b/);
    expect(out).toMatch(/no viewer (ever )?reached the staging distribution/);
  });

  test('a refusal ends with 2 and one line', async () => {
    const { code, err } = await command(['traffic', '--fault', 'weight-inverte']);
    expect([code, err]).toEqual([2, expect.stringMatching(/^[^\n]*weight-inverted[^\n]*\n$/)]);
  });
});

describe('traffic plan', () => {
  test('says what each rule is expected to need', async () => {
    const { code, out } = await command(['traffic', 'plan', '--json', '--requests', '100000', '--weight', '0.05']);
    expect(code).toBe(0);
    const rows = JSON.parse(out) as { rule: string; right: number; wrong: number }[];
    const share = rows.find(({ rule }) => rule === 'traffic.weight.share')!;
    // Wald's test that knows the wrong share needs 2002 on average.
    expect(share.wrong).toBeGreaterThan(2_002);
    expect(share.wrong).toBeLessThan(1.5 * 2_002);
    expect(rows.some(({ rule }) => rule.startsWith('traffic.header'))).toBe(false);
  });
});

describe('an edge over HTTP', () => {
  let api: Served;
  let edge: Served;
  let reference: Reference;
  beforeAll(async () => {
    const clock = movableClock();
    reference = createReference({ contract, now: clock.now });
    api = await serve(reference);
    edge = await serve({
      handle: withClock(clock, edgeHandler(createEdge({ state: reference.state }), clock.now)),
    });
  });
  afterAll(async () => {
    await edge.close();
    await api.close();
  });

  test('is judged with policies that are attached through its API', async () => {
    const rules = ['traffic.weight.highest', 'traffic.header.*', 'traffic.effect.*', 'traffic.staging.name'];
    const { code, out } = await command([
      'traffic',
      ...['--edge', edge.url, '--endpoint', api.url, '--settle', '0', '--steady', '--marker-stays', '--forwarded'],
      ...['--staging-marker', 'header:x-served-by=staging', '--rules', ...rules],
    ]);
    expect([code, out]).toEqual([0, expect.stringContaining('13 rules hold;')]);
  });

  test('whose clock can be moved is judged on whole sessions in no time', async () => {
    const session = ['traffic.session.idle-end', 'traffic.session.maximum-end', 'traffic.effect.promote'];
    const { code, out } = await command([
      'traffic',
      ...['--edge', edge.url, '--endpoint', api.url, '--clock', `${edge.url}/_conformance/clock`],
      ...['--settle', '0', '--steady', '--marker-stays', '--forwarded'],
      ...['--staging-marker', 'header:x-served-by=staging', '--rules', ...session],
    ]);
    expect([code, out]).toEqual([0, expect.stringContaining(`${session.length} rules hold;`)]);
  });

  test('is left as it was when a run is killed, after a sweep', async () => {
    const cwd = mkdtempSync(join(folder, 'killed-'));
    const args = [
      '--edge',
      edge.url,
      '--endpoint',
      api.url,
      '--steady',
      '--staging-marker',
      'header:x-served-by=staging',
    ];
    const killed = await cli(['traffic', ...args, '--rules', 'traffic.weight.highest'], {
      cwd,
      until: () => reference.state.policies.size > 0,
    });
    expect(killed.code).toBe(null);
    expect(reference.state.distributions.size).toBeGreaterThan(0);
    const { code, out } = await inProcess(['sweep'], { cwd });
    expect([code, out]).toEqual([0, 'nothing is left of 1 killed run\n']);
    expect(reference.state.distributions.size + reference.state.policies.size).toBe(0);
  });

  test('what is no clock is refused with what it answers', async () => {
    const clock = new URL(`${api.url}/clock`);
    await expect(httpClock(clock)).rejects.toThrow(`${clock} is no clock: to POST {"seconds": 0} comes 404`);
    await expect(httpClock(new URL('http://127.0.0.1:1/'))).rejects.toThrow('no answer ECONNREFUSED');
  });
});
