import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Handler } from '../../src/core/target.ts';
import { MAIN } from './cli.ts';
import type { Hostility } from './hostile.ts';

/** Seconds that one answer may take. */
const TIMEOUT_S = 1;
const MOST_MB = 300;

/** What became of a run in a process of its own, and what it took. */
export interface Watched {
  code: number | null;
  signal: string | null;
  text: string;
  seconds: number;
  /** The most memory that it held; 0 where the system does not tell. */
  megabytes: number;
}

/** Judges a server that a listener is, by all rules unless words for fewer are given, and watches what that takes. */
export async function judgeWatched(answer: RequestListener, words: readonly string[] = []): Promise<Watched> {
  const server = createServer({ requestTimeout: 0 }, answer);
  server.on('clientError', () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    return await runWatched(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, words);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

function runWatched(url: string, more: readonly string[]): Promise<Watched> {
  const how = ['--timeout', String(TIMEOUT_S), '--runs', '2', '--settle', '0', '--seed', '1'];
  const words = ['--endpoint', url, ...how, ...more];
  return new Promise((resolve, reject) => {
    const begun = performance.now();
    const cwd = mkdtempSync(join(tmpdir(), 'watched-'));
    const child = spawn(process.execPath, [MAIN, 'run', ...words], { cwd, env: { ...process.env, NO_COLOR: '1' } });
    let text = '';
    let megabytes = 0;
    const take = (chunk: Buffer): void => {
      text += String(chunk);
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    const watch = setInterval(() => {
      megabytes = Math.max(megabytes, peakOf(child.pid));
    }, 50);
    child.on('error', reject);
    child.on('close', (code, signal) => {
      clearInterval(watch);
      rmSync(cwd, { recursive: true });
      resolve({ code, signal, text, seconds: (performance.now() - begun) / 1000, megabytes });
    });
  });
}

function peakOf(pid: number | undefined): number {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

/** Answers by a handler until `well` requests were answered, and in a hostile way from then on. */
export function turning(handler: Handler, well: number, hostility: Hostility): RequestListener {
  let answered = 0;
  return async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    if (answered++ >= well) return hostility(request, response);
    const { method = 'GET', url: path = '/' } = request;
    const headers = request.headers as Record<string, string>;
    const { status, headers: sent, body } = await handler({ method, path, headers, body: Buffer.concat(chunks) });
    response.writeHead(status, sent).end(body);
  };
}

/** Control characters and those that turn the direction of text. */
const COMMANDS = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/;

/** What is wrong with how a run ended; nothing if it ended by itself with a verdict, within the memory, and showed no trace of our own code. */
export function faultsOf({ code, signal, text, megabytes }: Watched): string[] {
  return [
    ...(code === 1 || code === 2 ? [] : [`it ended with ${code ?? signal}`]),
    ...(/^(DOES NOT CONFORM|NOT JUDGED|INCONCLUSIVE) /m.test(text) ? [] : [`there is no verdict: ${text.slice(-500)}`]),
    ...(megabytes < MOST_MB ? [] : [`it held ${Math.round(megabytes)} MB`]),
    ...(/^\s+at .*\.[jt]s|heap out of memory|unhandled/im.test(text) ? [`it shows a stack: ${text.slice(-500)}`] : []),
    ...(COMMANDS.test(text) ? ['it commands the terminal'] : []),
  ];
}
