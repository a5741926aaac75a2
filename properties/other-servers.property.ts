import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { RunEvent } from '../src/core/event.ts';
import { recordOf } from '../src/report/record.ts';
import { cli, type Ended } from './support/cli.ts';
import { freePort } from './support/free-port.ts';

interface Server {
  name: string;
  /** The command that serves on a port of this machine. */
  start: (port: number) => string;
}

const MOTO: Server = { name: 'moto_server', start: (port) => `moto_server -H 127.0.0.1 -p ${port}` };
const MINISTACK: Server = {
  name: 'ministack',
  start: (port) => `BIND_HOST=127.0.0.1 GATEWAY_PORT=${port} IOT_MTLS_ENABLED=0 ministack`,
};

const isThere = (name: string): Promise<boolean> =>
  promisify(execFile)(name, ['--help']).then(
    () => true,
    () => false,
  );

type Judged = Ended & ReturnType<typeof recordOf>;

/** Starts a server for the length of a run and judges it. */
async function judge({ start }: Server, ...words: string[]): Promise<Judged> {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'server-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'record.ndjson');
  const target = ['--endpoint', `http://127.0.0.1:${port}`, '--start', start(port)];
  const ended = await cli(['run', ...target, '--seed', '1', '--runs', '1', '--report', `ndjson=${file}`, ...words], {
    cwd: folder,
    env: { HOME: folder },
  });
  const events = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as RunEvent);
  return { ...recordOf(events), ...ended };
}

const stateOf = ({ preflight }: Judged): Record<string, string> =>
  Object.fromEntries(preflight.map(({ operation, state }) => [operation, state]));

/** A server that nobody here wrote is found not to conform, and not by a crash of ours. */
function expectFindings({ code, out, err, rules, error }: Judged): void {
  expect({ code, error, out }).toMatchObject({
    code: 1,
    error: undefined,
    out: expect.stringContaining('DOES NOT CONFORM'),
  });
  expect(`${out}${err}`).not.toMatch(/^\s+at .*\.[jt]s/m);
  expect(rules.filter(({ status }) => status === 'error')).toEqual([]);
}

for (const server of [MOTO, MINISTACK]) {
  const there = await isThere(server.name);
  const lists = server === MINISTACK;
  const needed = process.env.CONFORMANCE_REQUIRE_TOOLS !== undefined;
  describe.skipIf(!there && !needed)(`${server.name}${there ? '' : ' is not installed'}`, () => {
    test('is judged without a crash, and what it lacks is told', { timeout: 120_000 }, async () => {
      const judged = await judge(server, '--require', 'policies');
      expectFindings(judged);
      const states = stateOf(judged);
      expect(states).toMatchObject({
        CreateContinuousDeploymentPolicy: 'missing',
        ListContinuousDeploymentPolicies: lists ? 'implemented' : 'missing',
        GetDistribution: 'implemented',
      });
      expect(states.CreateDistribution).not.toBe('missing');
      const required = judged.rules.find(({ id }) => id === 'preflight.implements')!;
      expect(required.findings.map(({ operation }) => operation)).toContain('CreateContinuousDeploymentPolicy');
      const onLists = judged.rules.filter(({ judged: counts }) => (counts.ListContinuousDeploymentPolicies ?? 0) > 0);
      expect(onLists.map(({ id }) => id)).toEqual(
        lists ? expect.arrayContaining(['lifecycle.list.repeats-max-items', 'answer.matches-schema']) : [],
      );
    });
  });
}
