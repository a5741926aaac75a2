import { writeSync } from 'node:fs';
import { UsageError } from '../core/usage.ts';

/** What to do about the commonest reasons why a file can't be written. */
const REMEDIES: Record<string, string> = {
  ENOENT: 'give a file in a folder that exists',
  ENOTDIR: 'a part of its path is a file and not a folder',
  EISDIR: 'give a file and not a folder',
  EACCES: 'give a file that you may write',
  EPERM: 'give a file that you may write',
  EROFS: 'give a file that you may write',
  ENOSPC: 'free space on the disk',
  EDQUOT: 'free space on the disk',
};

/** Does something that writes a file. Throws a UsageError of one line where the file system refuses. */
export function writing<T>(file: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new UsageError(`${file} can't be written (${code}); ${REMEDIES[code] ?? 'give another file'}`);
  }
}

/** Milliseconds before a pipe that is full is tried again. */
const FULL = 10;

/** Writes all of a text, at the pace of its reader; a pipe whose reader is gone takes it and drops it. Throws what the file system throws. */
export function writeAll(descriptor: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let written = 0; written < bytes.length; ) {
    try {
      written += writeSync(descriptor, bytes, written);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EPIPE') return;
      if (code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, FULL);
    }
  }
}
