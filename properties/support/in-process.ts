import { vi } from 'vitest';
import { program } from '../../src/cli/program.ts';
import { type Ended, MAIN } from './cli.ts';

/**
 * Runs the command line in this process: for what is not about the process, since one of its own takes half a second.
 * Never two at once.
 */
export async function inProcess(
  args: string[],
  { cwd = process.cwd(), env = {} }: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<Ended> {
  const before = { argv: process.argv, cwd: process.cwd(), exitCode: process.exitCode };
  const out = listening(process.stdout);
  const err = listening(process.stderr);
  for (const [name, value] of Object.entries({ NO_COLOR: '1', ...env })) vi.stubEnv(name, value);
  process.argv = [process.execPath, MAIN, ...args];
  process.exitCode = undefined;
  process.chdir(cwd);
  try {
    await program(args);
    return { code: Number(process.exitCode ?? 0), out: out.text(), err: err.text() };
  } finally {
    process.chdir(before.cwd);
    process.exitCode = before.exitCode;
    process.argv = before.argv;
    vi.unstubAllEnvs();
    out.end();
    err.end();
  }
}

/** What is written to a stream, which shows none of it until the end. */
function listening(stream: NodeJS.WriteStream): { text: () => string; end: () => void } {
  let text = '';
  const spy = vi.spyOn(stream, 'write').mockImplementation((chunk) => {
    text += String(chunk);
    return true;
  });
  return { text: () => text, end: () => spy.mockRestore() };
}
