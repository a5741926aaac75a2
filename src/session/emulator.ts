import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { UsageError } from '../core/usage.ts';

export interface Emulator {
  stop(): Promise<void>;
}

/** Milliseconds until it must answer, and between two questions. */
const READY_WITHIN = 120_000;
const POLL = 200;
/** Milliseconds that it has to end by itself. */
const GRACE = 5_000;
/** Lines of its output that are shown where it fails. */
const SHOWN = 5;

/** Starts a command in a shell and waits until a URL answers over HTTP, whatever it says. Throws a UsageError. */
export async function startEmulator(command: string, ready: URL): Promise<Emulator> {
  // A process group of its own: what the shell starts ends with it, and Ctrl-C does not reach it before we are done.
  const child = spawn(command, { shell: true, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      output = (output + chunk).slice(-10_000);
    });
  let ended: string | undefined;
  const end = new Promise<void>((resolve) => {
    child.once('error', (error) => {
      ended = error.message;
      resolve();
    });
    child.once('exit', (code, signal) => {
      ended = signal ?? `exit code ${code}`;
      resolve();
    });
  });
  const signal = (name: NodeJS.Signals): void => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, name);
    } catch {
      // It is gone already.
    }
  };
  const atExit = (): void => signal('SIGKILL');
  process.once('exit', atExit);
  const stop = async (): Promise<void> => {
    signal('SIGTERM');
    await Promise.race([end, sleep(GRACE, undefined, { ref: false })]);
    signal('SIGKILL');
    process.off('exit', atExit);
  };
  const deadline = Date.now() + READY_WITHIN;
  while (!(await answers(ready))) {
    if (ended !== undefined || Date.now() > deadline) {
      await stop();
      const why = ended === undefined ? `${ready.href} does not answer` : `it ended (${ended})`;
      const last = output.trim().split('\n').slice(-SHOWN).join('\n');
      throw new UsageError(`the command of --start is of no use: ${why}${last === '' ? '' : `\n${last}`}`);
    }
    await Promise.race([sleep(POLL), end]);
  }
  return { stop };
}

async function answers(url: URL): Promise<boolean> {
  try {
    const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(2_000) });
    await response.body?.cancel();
    return true;
  } catch {
    return false;
  }
}
