import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { MAIN } from '../support/cli.ts';

/** Tells on a pipe of its own, at the end, how much memory the process has had, in kilobytes. */
const TELL =
  'import { writeSync } from "node:fs"; process.on("exit", () => writeSync(3, String(process.resourceUsage().maxRSS)))';

export interface Ran {
  seconds: number;
  /** Most memory that it had at a time. */
  megabytes: number;
  requests: number;
}

/** Lets the built command judge, in a folder of its own. Throws where it ends with anything but 0. */
export async function command(args: string[]): Promise<Ran> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const started = performance.now();
  const child = spawn(
    process.execPath,
    ['--import', `data:text/javascript,${encodeURIComponent(TELL)}`, MAIN, ...args, '--report', 'ndjson=-'],
    {
      cwd: folder,
      env: { ...process.env, NO_COLOR: '1' },
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    },
  );
  const [, stdout, stderr, told] = child.stdio;
  const [out, err, kilobytes, [code]] = await Promise.all([
    text(stdout!),
    text(stderr!),
    text(told as Readable),
    once(child, 'close') as Promise<[number | null]>,
  ]);
  const seconds = (performance.now() - started) / 1000;
  rmSync(folder, { recursive: true });
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}\n${out}${err}`);
  const end = out.split('\n').find((line) => line.startsWith('{"type":"end"'))!;
  return { seconds, megabytes: Number(kilobytes) / 1024, requests: JSON.parse(end).requests };
}
