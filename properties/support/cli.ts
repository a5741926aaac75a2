import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const MAIN = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

export interface Ended {
  code: number | null;
  out: string;
  err: string;
}

/** Runs the built command line to its end, in a process of its own. `input`: what it reads from standard input; `until`: kills it as soon as that holds. */
export function cli(
  args: string[],
  {
    input = '',
    cwd,
    env = {},
    until,
  }: { input?: string; cwd?: string; env?: NodeJS.ProcessEnv; until?: () => boolean } = {},
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [MAIN, ...args], { cwd, env: { ...process.env, NO_COLOR: '1', ...env } });
    let out = '';
    let err = '';
    child.stdout.on('data', (chunk) => {
      out += String(chunk);
    });
    child.stderr.on('data', (chunk) => {
      err += String(chunk);
    });
    const watch = setInterval(() => until?.() && child.kill('SIGKILL'), 5);
    child.on('error', reject);
    child.on('close', (code) => {
      clearInterval(watch);
      resolve({ code, out, err });
    });
    child.stdin.end(input);
  });
}
