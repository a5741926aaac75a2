import { strict as assert } from 'node:assert';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { joinedContract } from '../../src/contracts/contracts.ts';
import { createReference, serve } from '../../src/exports/reference.ts';
import { childEnvironment } from '../../src/session/child.ts';
import { MAIN } from '../support/cli.ts';
import { freePort } from '../support/free-port.ts';
import { ran, succeeds } from './program.ts';

const EXAMPLE = fileURLToPath(new URL('../../examples/boto3/deploy.py', import.meta.url));

/** Programs of a virtual environment of Python. */
interface Programs {
  python: string;
  mitmdump: string;
}

/** Installs mitmproxy and boto3. Throws an error that says why it cannot. */
export async function recorderPrograms(): Promise<Programs> {
  const folder = mkdtempSync(join(tmpdir(), 'har-'));
  const python = join(folder, 'bin', 'python');
  await succeeds('python3', ['-m', 'venv', folder]);
  await succeeds(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', 'mitmproxy', 'boto3']);
  return { python, mitmdump: join(folder, 'bin', 'mitmdump') };
}

/** Has mitmproxy record boto3's workflow on the reference, with a weight; gives what `check` makes of the archive. */
export async function checkedRecording(
  { python, mitmdump }: Programs,
  weight: string,
): Promise<{ code: number; out: string }> {
  const served = await serve(createReference({ contract: joinedContract() }));
  const archive = join(mkdtempSync(join(tmpdir(), 'har-')), 'session.har');
  const port = await freePort();
  const listen = ['--listen-host', '127.0.0.1', '--listen-port', String(port)];
  const words = ['-q', '--mode', `reverse:${served.url}`, ...listen, '--set', `hardump=${archive}`];
  const recorder = spawn(mitmdump, words, { stdio: 'ignore' });
  try {
    const url = `http://127.0.0.1:${port}`;
    for (let tries = 0; !(await isUp(url)); tries++) {
      assert.ok(tries < 100 && recorder.exitCode === null, 'mitmdump does not answer');
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    await ran(python, [EXAMPLE, weight], { env: childEnvironment(url) });
  } finally {
    const ended = once(recorder, 'exit');
    if (recorder.exitCode === null && recorder.kill('SIGINT')) await ended;
    await served.close();
  }
  return ran(process.execPath, [MAIN, 'check', archive]);
}

const isUp = (url: string): Promise<boolean> =>
  fetch(url).then(
    () => true,
    () => false,
  );
