import { execFile } from 'node:child_process';

/** How a program ended, with all that it printed. */
export interface Ran {
  code: number;
  out: string;
  seconds: number;
}

export interface RunOptions {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
}

/** Runs a program without a shell to its end. A code other than 0 is no error here; -1 where it cannot be run. */
export function ran(file: string, args: readonly string[], { cwd, env = process.env }: RunOptions = {}): Promise<Ran> {
  const began = Date.now();
  return new Promise((resolve) => {
    execFile(file, args, { cwd, env, maxBuffer: 1 << 26 }, (error, stdout, stderr) => {
      const code = error ? (typeof error.code === 'number' ? error.code : -1) : 0;
      resolve({ code, out: `${stdout}${stderr}`, seconds: (Date.now() - began) / 1000 });
    });
  });
}

/** The same. Throws an error that quotes the end of its output where it fails. */
export async function succeeds(file: string, args: readonly string[], options?: RunOptions): Promise<string> {
  const { code, out } = await ran(file, args, options);
  if (code !== 0) throw new Error(`${file} ${args.join(' ')} ended with ${code}:\n${out.slice(-2000)}`);
  return out;
}
