import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { createReference } from '../src/reference/reference.ts';
import { serve } from '../src/reference/serve.ts';
import { cli, type Ended } from './support/cli.ts';
import { inProcess } from './support/in-process.ts';
import { contract, faultNamed } from './support/judging.ts';

const folder = mkdtempSync(join(tmpdir(), 'command-line-'));
const command = (...words: string[]): Promise<Ended> => inProcess(words, { cwd: folder });

const closing: (() => void)[] = [];
afterAll(() => {
  for (const close of closing) close();
  rmSync(folder, { recursive: true });
});

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const http = (answer: RequestListener): Promise<string> => listen(createHttpServer(answer));
const tcp = (answer: (socket: Socket) => void): Promise<string> =>
  listen(
    createServer((socket) => {
      socket.on('error', () => {});
      answer(socket);
    }),
  );

/** Exit code 2 and one line that says why, and no trace of our own code. */
function expectOneLine({ code, out, err }: Ended, words: RegExp): void {
  expect({ code, out, err }).toMatchObject({ code: 2 });
  const lines = `${out}${err}`.split('\n').filter((line) => words.test(line));
  expect(lines.length, `${out}${err}`).toBeGreaterThan(0);
  expect(`${out}${err}`).not.toMatch(/^\s+at .*\.[jt]s/m);
}

test.each([
  ['--rules', 'SessionStickinesConfig.*', /no rule matches/],
  ['--exclude', 'nothing.*', /no rule matches/],
  ['--known', join(folder, 'known.json'), /no rule matches/],
  ['--recorded', 'missing.ndjson', /missing\.ndjson/],
  ['--require', 'GetNothing', /no operation matches/],
  ['--resource', 'Nothing', /there is no resource Nothing/],
  ['--report', 'json=/dev/null/report.json', /report\.json can't be written/],
  ['--write-known', '/dev/null/known.yaml', /known\.yaml can't be written/],
  ['--record', '/dev/null/recording.ndjson', /recording\.ndjson can't be written/],
])('a mistake in %s is told before a command is started or a request is sent', async (option, value, words) => {
  writeFileSync(join(folder, 'known.json'), '[{ "rule": "nothing.*", "reason": "none" }]');
  let requests = 0;
  const url = await http((_, response) => {
    requests++;
    response.end();
  });
  expectOneLine(await command('run', '--endpoint', url, '--start', 'touch started', option, value), words);
  expect({ requests, started: existsSync(join(folder, 'started')) }).toEqual({ requests: 0, started: false });
});

test('a rule that --phase leaves out says so', async () => {
  const { code, out } = await command('run', '--rules', 'lifecycle.etag.*', 'wire.*nesting*', '--phase', 'malformed');
  expect({ code, out }).toMatchObject({ out: expect.stringContaining('left out by --phase') });
});

describe('an endpoint that can not be judged ends with 2 and one clear line', () => {
  test('nobody listens', async () => {
    const server = createServer();
    const url = await listen(server);
    await new Promise((resolve) => server.close(resolve));
    const ended = await cli(['run', '--endpoint', url], { cwd: folder });
    expectOneLine(ended, /no answer: connection refused/);
    expect(`${ended.out}${ended.err}`).not.toContain('may be left');
  });

  test('a port that speaks no HTTP', async () => {
    const url = await tcp((socket) => socket.end('SSH-2.0-something\r\n'));
    expectOneLine(await command('run', '--endpoint', url), /no HTTP/);
  });

  test('HTML to everything', async () => {
    const url = await http((_, response) =>
      response.writeHead(200, { 'content-type': 'text/html' }).end('<html><body>hello</body></html>'),
    );
    expectOneLine(await cli(['run', '--endpoint', url], { cwd: folder }), /html/i);
  });

  test('an HTML 404 to everything', async () => {
    const url = await http((_, response) =>
      response.writeHead(404, { 'content-type': 'text/html' }).end('<!doctype html><p>no'),
    );
    expectOneLine(await command('run', '--endpoint', url), /html/i);
  });

  test('an empty 200 to everything', async () => {
    const url = await http((_, response) => response.writeHead(200).end());
    expectOneLine(await command('run', '--endpoint', url), /empty body/);
  });

  test('closes without an answer', async () => {
    const url = await tcp((socket) => socket.destroy());
    expectOneLine(await command('run', '--endpoint', url), /no answer|closed/);
  });
});

describe('words that are wrong end with 2 and say what to do', () => {
  test.each([
    [['run', '--endpiont', 'http://127.0.0.1:1'], /did you mean --endpoint/],
    [['run', '--endpoint', 'localhost:4566'], /http:\/\//],
    [['run', '--seed', 'seven'], /whole number/],
    [['run', '--rules', 'Wieght.*'], /no rule matches/],
    [['run', '--rules', 'answer.*', '--exclude', 'answer.*'], /nothing is left to judge/],
    [['traffic', '--exclude', '*'], /nothing is left to judge/],
    [['run', '--concurrency', '0'], /from 1 up/],
    [['run', '--sdk', '--module', 'm.mjs'], /cannot be used with/],
    [['run', '--ready', 'http://127.0.0.1:1'], /--ready needs --start/],
    [['run', '--report', 'yaml=x'], /FORMAT=FILE/],
    [['explain', 'no.such.rule'], /there is no rule/],
    [['validate', 'CreatePolicy', 'x.json'], /unknown operation CreatePolicy/],
    [['validate', 'CreateContinuousDeploymentPolicy', 'no-such-file.json'], /no-such-file\.json can't be read/],
    [['schema', 'Nothing'], /unknown operation/],
  ])('%j', async (args, words) => {
    expectOneLine(await command(...args), words);
  });

  test('in a process of its own too', async () => {
    expectOneLine(await cli(['rn']), /did you mean run/);
  });
});

describe('run', () => {
  test('against a reference without its order check, it ends with 1 and the smallest request', async () => {
    const { url, close } = await serve(createReference({ contract, modifications: [faultNamed('order-check-off')] }));
    const file = join(folder, 'report.json');
    const { code, out } = await command(
      ...['run', '--endpoint', url, '--rules', 'SessionStickinessConfig.IdleTTL.atMost'],
      ...['--seed', '7', '--report', `json=${file}`],
    );
    await close();
    expect(code).toBe(1);
    expect(out).toContain('accepted IdleTTL 3600 (201): IdleTTL must not exceed MaximumTTL (3599)');
    const report = JSON.parse(readFileSync(file, 'utf8')) as {
      seed: number;
      rules: { status: string; findings: { request: { body: { text: string } } }[] }[];
    };
    expect(report.seed).toBe(7);
    expect(report.rules[0]!.findings[0]!.request.body.text).toContain(
      '<IdleTTL>301</IdleTTL><MaximumTTL>300</MaximumTTL>',
    );
  });

  test('against a module in process, a finding ends with 1 and tells how it is made again', async () => {
    const file = join(folder, 'emulator.mjs');
    const home = new URL('../dist/exports/reference.js', import.meta.url).href;
    writeFileSync(
      file,
      `import { createReference, joinedContract } from ${JSON.stringify(home)};
const { handle } = createReference({ contract: joinedContract() });
export default async (request) => {
  const { pathname, search } = new URL(request.url);
  const body = new Uint8Array(await request.arrayBuffer());
  const headers = Object.fromEntries(request.headers);
  const response = await handle({ method: request.method, path: pathname + search, headers, body });
  const { location, ...others } = response.headers;
  return new Response(response.status === 204 ? null : response.body, { status: response.status, headers: others });
};
`,
    );
    const words = ['run', '--handler', file, '--rules', 'lifecycle.create.location', 'answer.location', '--seed', '1'];
    const { code, out } = await command(...words);
    expect(code).toBe(1);
    expect(out).toMatch(/reproduce \S{40,}/);
  });

  test('keeps a path in the URL of the endpoint', async () => {
    const reference = createReference({ contract });
    const paths: string[] = [];
    const { url, close } = await serve({
      handle: (request) => {
        paths.push(request.path);
        return reference.handle({ ...request, path: request.path.replace('/some/prefix', '') });
      },
    });
    const { code } = await command('run', '--endpoint', `${url}/some/prefix/`, '--rules', 'TrafficConfig.Type.enum');
    await close();
    expect(code).toBe(0);
    expect(paths.every((path) => path.startsWith('/some/prefix/2020-05-31/'))).toBe(true);
  });

  test('two runs with one seed send the same requests in the same order within each rule', async () => {
    const RULES = 'ContinuousDeploymentSingleHeaderConfig.*';
    const sent = async (): Promise<string[]> => {
      const reference = createReference({ contract });
      const seen: string[] = [];
      const { url, close } = await serve({
        handle: (request) => {
          seen.push(`${request.method} ${request.path} ${Buffer.from(request.body).toString()}`);
          return reference.handle(request);
        },
      });
      const { code } = await command('run', '--endpoint', url, '--rules', RULES, '--seed', '11');
      expect([code, seen.length > 100]).toEqual([0, true]);
      await close();
      return seen.sort();
    };
    expect(await sent()).toEqual(await sent());
  });
});

describe('validate', () => {
  const request = (config: object): string => JSON.stringify({ ContinuousDeploymentPolicyConfig: config });
  const names = { Quantity: 1, Items: ['d111111abcdef8.cloudfront.net'] };
  const weight = (value: unknown, stickiness?: object) => ({
    StagingDistributionDnsNames: names,
    Enabled: true,
    TrafficConfig: {
      Type: 'SingleWeight',
      SingleWeightConfig: { Weight: value, ...(stickiness ? { SessionStickinessConfig: stickiness } : {}) },
    },
  });
  const OPERATION = 'CreateContinuousDeploymentPolicy';
  const validate = (text: string): Promise<Ended> => {
    const file = join(folder, 'request.json');
    writeFileSync(file, text);
    return command('validate', OPERATION, file);
  };

  test('0 where nothing is broken, from standard input too', async () => {
    const valid = request(weight(0.1));
    expect(await validate(valid)).toEqual(await cli(['validate', OPERATION, '-'], { input: valid }));
    expect(await validate(valid)).toMatchObject({
      code: 0,
      out: expect.stringContaining('supports this request'),
    });
  });

  test('1 with every broken rule, its place and what it demands', async () => {
    const { code, out } = await validate(request(weight(0.2, { IdleTTL: 700, MaximumTTL: 600 })));
    expect(code).toBe(1);
    expect(out).toContain('ContinuousDeploymentSingleWeightConfig.Weight.maximum: Weight must not exceed 0.15');
    expect(out).toContain('SessionStickinessConfig.IdleTTL.atMost: IdleTTL must not exceed MaximumTTL');
    expect(out).toContain('ContinuousDeploymentPolicyConfig.TrafficConfig.SingleWeightConfig.Weight');
  });

  test('what is open is told apart and breaks nothing', async () => {
    const { code, out } = await validate(request({ StagingDistributionDnsNames: names, Enabled: true }));
    expect({ code, out }).toMatchObject({ code: 0, out: expect.stringMatching(/^open/m) });
  });

  test('2 for what is no JSON object', async () => {
    expectOneLine(await validate('{'), /is not JSON/);
    expectOneLine(await validate('[]'), /must be a JSON object/);
  });
});
