import { spawn } from 'node:child_process';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { UsageError } from '../core/usage.ts';
import { assertReach, type Reach } from '../reach/reach.ts';
import { interruption } from './interruption.ts';
import { warn } from './print.ts';

/** A server that a command of the user runs, for the length of a run. */
export interface Emulator {
  /** How the command ended, such as `exited with code 1`; undefined while it runs. */
  ended(): string | undefined;
  /** Ends what still runs, starts the command again, and waits until it answers. Throws a UsageError. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** How long is waited, in milliseconds: until a hint is printed, and until it must answer. */
interface Patience {
  hint: number;
  ready: number;
}
const PATIENCE: Patience = { hint: 5_000, ready: 120_000 };
/** Milliseconds between two attempts. */
const POLL = 200;
/** Milliseconds that a connection may take to be accepted. */
const CONNECT_WITHIN = 2_000;
/** Milliseconds that it has to end by itself. */
const GRACE = 5_000;
/** What ends a program from outside. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
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
  patience = PATIENCE,
): Promise<Emulator> {
  for (const url of [endpoint, ready]) assertReach(url, allowed);
  for (const url of ready.href === endpoint.href ? [endpoint] : [endpoint, ready])
    if (await listens(url))
      throw new UsageError(
        `${url.href} already answers before the --start command runs; stop the server that listens there, or leave out --start to judge it`,
      );
  let child = await started(command, ready, patience);
  return {
    ended: () => child.ended(),
    async restart() {
      await child.stop();
      child = await started(command, ready, patience);
    },
    stop: () => child.stop(),
  };
}

type Child = ReturnType<typeof launch>;

/** Starts the command and waits until it answers; a signal ends the wait, and the command with it. Throws a UsageError. */
async function started(command: string, ready: URL, patience: Patience): Promise<Child> {
  const child = launch(command);
  const { signal, done } = interruption(SIGNALS);
  try {
    return await answering(child, ready, patience, signal);
  } finally {
    done();
  }
}

/** Waits until a command answers; says so once where that takes long. Throws a UsageError. */
async function answering(child: Child, ready: URL, patience: Patience, interrupted: AbortSignal): Promise<Child> {
  const begun = performance.now();
  let hinted = false;
  for (;;) {
    const answered = await answers(ready);
    if (interrupted.aborted) {
      await child.stop();
      throw new UsageError(`interrupted before ${ready.href} answered; the --start command is stopped`);
    }
    const ended = child.ended();
    if (answered && ended === undefined) return child;
    const waited = performance.now() - begun;
    if (ended !== undefined || waited > patience.ready) {
      await child.stop();
      const why =
        ended === undefined
          ? `still runs, but nothing answered at ${ready.href} within ${patience.ready / 1000} s; check that it listens on port ${portOf(ready)}`
          : `${ended} before ${ready.href} answered`;
      throw new UsageError(`the --start command ${why}${lastWords(child.output(), ended === undefined)}`);
    }
    if (!hinted && waited > patience.hint) {
      hinted = true;
      warn(
        `nothing answers at ${ready.href} yet, and the --start command still runs; check that it listens on port ${portOf(ready)} (waiting up to ${patience.ready / 1000} s)`,
      );
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

/** The last lines that a command wrote; on the same line where it is only one. `runs`: it may write more. */
function lastWords(output: string, runs: boolean): string {
  const lines = output.trim().split('\n').slice(-SHOWN);
  return lines[0] === '' ? '' : `${runs ? '. It printed' : ''}${lines.length === 1 ? ': ' : ':\n'}${lines.join('\n')}`;
}

const portOf = ({ port, protocol }: Pick<URL, 'port' | 'protocol'>): number =>
  port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port);

/** Whether anything accepts connections there, HTTP or not. */
function listens({ hostname, port, protocol }: URL): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({
      host: hostname.replace(/^\[|\]$/g, ''),
      port: portOf({ port, protocol }),
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
