import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { RunEvent } from '../src/core/event.ts';
import { recordOf } from '../src/report/record.ts';
import { cli, type Ended } from './support/cli.ts';
import { freePort } from './support/free-port.ts';

const SERVER = fileURLToPath(new URL('./support/mortal-server.mjs', import.meta.url));
const RULES = ['wire.{survives,rejects}-*', 'answer.*', 'lifecycle.read.*'];

type Judged = Ended & ReturnType<typeof recordOf>;

/** Judges what listens on a port, in a folder of its own. */
async function judge(port: number, ...words: string[]): Promise<Judged> {
  const folder = mkdtempSync(join(tmpdir(), 'mortal-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'record.ndjson');
  const how = ['--seed', '1', '--runs', '2', '--timeout', '1', '--rules', ...RULES, '--report', `ndjson=${file}`];
  const ended = await cli(['run', '--endpoint', `http://127.0.0.1:${port}`, ...how, ...words], { cwd: folder });
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  return { ...recordOf(lines.map((line) => JSON.parse(line) as RunEvent)), ...ended };
}

const notPassed = ({ rules }: Judged): Record<string, string> =>
  Object.fromEntries(rules.filter(({ status }) => status !== 'pass').map(({ id, status }) => [id, status]));

describe.each(['exit', 'hang'])('a target that an entity bomb makes %s', (how) => {
  test('is started again where --start tells how, and the request is a finding', { timeout: 120_000 }, async () => {
    const port = await freePort();
    const judged = await judge(port, '--start', `exec node ${SERVER} ${port} ${how}`);
    expect(notPassed(judged)).toEqual({ 'answer.target-survives': 'fail', 'wire.survives-entity-bomb': 'skip' });
    expect({ code: judged.code, error: judged.error }).toEqual({ code: 1, error: undefined });
    const { findings } = judged.rules.find(({ id }) => id === 'answer.target-survives')!;
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({
      operation: 'CreateContinuousDeploymentPolicy',
      actual: expect.stringMatching(/^no answer.*from then on the target answered nothing, and again after a restart/),
    });
    expect(findings[0]!.steps.at(-1)!.request!.body.text).toContain('<!ENTITY');
  });

  test('is named with the request after which it was silent, where it can only be looked at', {
    timeout: 120_000,
  }, async () => {
    const port = await freePort();
    const server = spawn(process.execPath, [SERVER, String(port), how], { stdio: 'ignore' });
    onTestFinished(() => void server.kill('SIGKILL'));
    await expect
      .poll(
        () =>
          fetch(`http://127.0.0.1:${port}/`).then(
            () => true,
            () => false,
          ),
        { timeout: 20_000 },
      )
      .toBe(true);
    const { code, error, out } = await judge(port, '--concurrency', '1');
    expect(code).toBe(2);
    expect(error).toMatch(
      /stopped answering, since .*CreateContinuousDeploymentPolicy with changed bytes \(POST \/2020-05-31\/continuous-deployment-policy, \d+ bytes\)/,
    );
    expect(out).toContain('stopped answering, since');
  });
});
