import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, onTestFinished, test } from 'vitest';
import { loadContract } from '../src/contracts/load.ts';
import type { RunEvent } from '../src/core/event.ts';
import { createDouble } from '../src/double/double.ts';
import { listen } from '../src/double/listen.ts';
import { serve } from '../src/exports/reference.ts';
import { answerFindings } from '../src/proxy/findings.ts';
import { forwardTo } from '../src/proxy/forward.ts';
import { createReference } from '../src/reference/reference.ts';
import { recordOf } from '../src/report/record.ts';
import { constraintRules } from '../src/rules/constraint/constraint-rules.ts';
import { neededRules } from '../src/rules/constraint/needed-rules.ts';
import { answerRules } from '../src/rules/response/index.ts';
import { cli } from './support/cli.ts';
import { freePort } from './support/free-port.ts';

const contract = loadContract();
/** What can be told of an answer by itself. */
const ofAnswers = new Set(answerRules(contract).map(({ id }) => id));
/** What can be told of one request and its answer: that something forbidden was accepted. */
const ofConstraints = new Set([...constraintRules(contract), ...neededRules(contract)].map(({ id }) => id));

/** A server, until the test ends. */
type Start = () => Promise<string>;

/** Starts a program of this machine on a port that it is told, and waits until it answers. */
const program =
  (file: string, words: (port: number) => string[], env: (port: number) => NodeJS.ProcessEnv = () => ({})): Start =>
  async () => {
    const port = await freePort();
    const child = spawn(file, words(port), { stdio: 'ignore', env: { ...process.env, ...env(port) } });
    onTestFinished(() => void child.kill());
    const url = `http://127.0.0.1:${port}`;
    for (let tries = 0; tries < 300 && child.exitCode === null; tries++) {
      if (await answers(url)) return url;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`${file} does not answer`);
  };

const answers = (url: string): Promise<boolean> =>
  fetch(url).then(
    () => true,
    () => false,
  );

const reference: Start = async () => {
  const { url, close } = await serve(createReference({ contract }));
  onTestFinished(() => close());
  return url;
};

const SERVERS: [name: string, needs: string | undefined, start: Start][] = [
  ['the reference', undefined, reference],
  ['moto', 'moto_server', program('moto_server', (port) => ['-H', '127.0.0.1', '-p', String(port)])],
  [
    'ministack',
    'ministack',
    program(
      'ministack',
      () => [],
      (port) => ({ BIND_HOST: '127.0.0.1', GATEWAY_PORT: String(port), IOT_MTLS_ENABLED: '0' }),
    ),
  ],
];

const isThere = (file: string): Promise<boolean> =>
  promisify(execFile)(file, ['--help']).then(
    () => true,
    () => false,
  );

/** What a run that goes through the proxy finds in answers, and what the proxy finds in them, each as `rule operation`. */
async function bothFindings(upstream: string) {
  const folder = mkdtempSync(join(tmpdir(), 'proxy-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const { name: service, region } = contract.service.signing;
  const { handle, close } = forwardTo(new URL(upstream), { service, region });
  const double = createDouble({ contract, service: () => handle, trusted: false });
  const proxy = await listen(double);
  const file = join(folder, 'record.ndjson');
  const words = ['run', '--endpoint', proxy.url, '--seed', '1', '--best', '1000', '--report', `ndjson=${file}`];
  const { code } = await cli(words, { cwd: folder });
  await Promise.all([proxy.close(), close()]);
  const events = readFileSync(file, 'utf8').trim().split('\n');
  const { rules } = recordOf(events.map((line) => JSON.parse(line) as RunEvent));
  const found = answerFindings(contract, double.turns);
  const run = (ids: ReadonlySet<string>): string[] =>
    rules
      .filter(({ id }) => ids.has(id))
      .flatMap(({ id, broken }) => Object.keys(broken).map((operation) => `${id} ${operation}`))
      .sort();
  const proxied = (ids: ReadonlySet<string>): string[] => {
    const mine = found.filter(({ rule }) => ids.has(rule));
    return [...new Set(mine.map(({ rule, operation }) => `${rule} ${operation}`))].sort();
  };
  return { code, requests: double.turns.length, run, proxied };
}

describe('what the proxy finds in the answers of a run that goes through it is what the run finds', () => {
  for (const [name, needs, start] of SERVERS) {
    test(`in front of ${name}`, { timeout: 180_000 }, async (context) => {
      if (needs !== undefined && !(await isThere(needs))) {
        if (process.env.CONFORMANCE_REQUIRE_TOOLS) throw new Error(`${needs} is not installed`);
        context.skip(`${needs} is not installed`);
      }
      const { code, requests, run, proxied } = await bothFindings(await start());
      expect(requests).toBeGreaterThan(100);
      expect(code).toBe(needs === undefined ? 0 : 1);
      expect(proxied(ofAnswers)).toEqual(run(ofAnswers));
      expect(run(ofAnswers).length > 0).toBe(needs !== undefined);
      expect(proxied(ofConstraints)).toEqual(run(ofConstraints));
      // Both emulators accept what is forbidden; the reference does not.
      expect(run(ofConstraints).length > 0).toBe(needs !== undefined);
    });
  }
});
