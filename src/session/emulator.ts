import { spawn } from 'node:child_process';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { UsageError } from '../core/usage.ts';
import { assertReach, type Reach } from '../reach/reach.ts';

/** A server that a command of the user runs, for the length of a run. */
export interface Emulator {
  /** How the command ended, such as `exited with code 1`; undefined while it runs. */
  ended(): string | undefined;
  /** Ends what still runs, starts the command again, and waits until it answers. Throws a UsageError. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** Milliseconds until it must answer, and between two attempts. */
const READY_WITHIN = 120_000;
const POLL = 200;
/** Milliseconds that a connection may take to be accepted. */
const CONNECT_WITHIN = 2_000;
/** Milliseconds that it has to end by itself. */
const GRACE = 5_000;
/** Lines of its output that are shown where it fails. */
const SHOWN = 5;

/**
 * Starts a command in a shell and waits until a URL answers over HTTP, with any status. Throws a UsageError where
 * something listens at the endpoint before the start, which would be judged in the command's place; OutOfReach, before
 * anything is started, where a URL may not be asked.
 */
export async function startEmulator(
  command: string,
  endpoint: URL,
  ready = endpoint,
  allowed?: Reach,
): Promise<Emulator> {
  for (const url of [endpoint, ready]) assertReach(url, allowed);
  for (const url of ready.href === endpoint.href ? [endpoint] : [endpoint, ready])
    if (await listens(url))
      throw new UsageError(
        `${url.href} already answers before the --start command runs; stop the server that listens there, or leave out --start to judge it`,
      );
  let child = await started(command, ready);
  return {
    ended: () => child.ended(),
    async restart() {
      await child.stop();
      child = await started(command, ready);
    },
    stop: () => child.stop(),
  };
}

/** Starts the command and waits until it answers. Throws a UsageError. */
async function started(command: string, ready: URL): Promise<ReturnType<typeof launch>> {
  const child = launch(command);
  const deadline = Date.now() + READY_WITHIN;
  for (;;) {
    const answered = await answers(ready);
    const ended = child.ended();
    if (answered && ended === undefined) return child;
    if (ended !== undefined || Date.now() > deadline) {
      await child.stop();
      const why =
        ended === undefined
          ? `did not answer at ${ready.href} within ${READY_WITHIN / 1000} s`
          : `${ended} before ${ready.href} answered`;
      throw new UsageError(`the --start command ${why}${lastWords(child.output())}`);
    }
    await Promise.race([sleep(POLL), child.end]);
  }
}

/** Runs a command in a process group of its own: what the shell starts ends with it, and Ctrl-C reaches us first. */
function launch(command: string) {
  const child = spawn(command, { shell: true, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      output = (output + chunk).slice(-10_000);
    });
  let ended: string | undefined;
  const end = new Promise<void>((resolve) => {
    child.once('error', ({ message }) => {
      ended ??= `could not be run (${message})`;
      resolve();
    });
    child.once('exit', (code, signal) => {
      ended ??= signal === null ? `exited with code ${code}` : `was ended by ${signal}`;
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
  return {
    end,
    ended: () => ended,
    output: () => output,
    async stop() {
      signal('SIGTERM');
      await Promise.race([end, sleep(GRACE, undefined, { ref: false })]);
      signal('SIGKILL');
      process.off('exit', atExit);
    },
  };
}

/** The last lines that a command wrote; on the same line where it is only one. */
function lastWords(output: string): string {
  const lines = output.trim().split('\n').slice(-SHOWN);
  return lines[0] === '' ? '' : `${lines.length === 1 ? ': ' : ':\n'}${lines.join('\n')}`;
}

/** Whether anything accepts connections there, HTTP or not. */
function listens({ hostname, port, protocol }: URL): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({
      host: hostname.replace(/^\[|\]$/g, ''),
      port: port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port),
      timeout: CONNECT_WITHIN,
    });
    const done = (answer: boolean): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => done(true));
    socket.once('timeout', () => done(false));
    socket.once('error', () => done(false));
  });
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
