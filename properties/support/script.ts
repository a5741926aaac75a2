import { vi } from 'vitest';

/** What a script of the project prints and ends with, in this process, where it does no more than speak. */
export async function said(load: () => Promise<unknown>, ...words: string[]): Promise<{ code: number; text: string }> {
  const { argv, exitCode } = process;
  let text = '';
  const keep = (chunk: unknown): boolean => {
    text += String(chunk);
    return true;
  };
  const spies = [process.stdout, process.stderr].map((stream) => vi.spyOn(stream, 'write').mockImplementation(keep));
  process.argv = [process.execPath, 'main.ts', ...words];
  process.exitCode = undefined;
  try {
    await load();
    return { code: Number(process.exitCode ?? 0), text };
  } finally {
    for (const spy of spies) spy.mockRestore();
    process.argv = argv;
    process.exitCode = exitCode;
  }
}
