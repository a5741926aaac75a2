import { closeSync, openSync, realpathSync, rmSync, statSync, writeSync } from 'node:fs';
import { UsageError } from '../../core/usage.ts';

/** A file to be written. What stands in it stays until the first text comes. */
export interface Output {
  /** Throws a UsageError where the file can't be written any more. */
  write(text: string): void;
  close(): void;
}

/** A file that a report will be written to; `-` is standard output. Throws a UsageError where it can't be written. */
export function openOutput(file: string): Output {
  // The stream waits for a slow reader, which a write to its descriptor can't.
  if (file === '-') return { write: (text) => void process.stdout.write(text), close: () => {} };
  checkWritable(file);
  let descriptor: number | undefined;
  return {
    write(text) {
      descriptor ??= writing(file, () => openSync(file, 'w'));
      const to = descriptor;
      const bytes = Buffer.from(text);
      for (let written = 0; written < bytes.length; ) written += writing(file, () => writeSome(to, bytes, written));
    },
    close() {
      if (descriptor !== undefined) closeSync(descriptor);
    },
  };
}

/** Milliseconds between two attempts to write to a pipe that is full. */
const FULL = 10;

/** Writes some of the bytes, and gives how many: none where a pipe is full and its reader needs time. */
function writeSome(descriptor: number, bytes: Buffer, from: number): number {
  try {
    return writeSync(descriptor, bytes, from);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, FULL);
    return 0;
  }
}

/** Throws a UsageError where a file can't be written, which is left as it is: with what stands in it, or missing. */
export function checkWritable(file: string): void {
  writing(file, () => {
    const before = statSync(file, { throwIfNoEntry: false });
    // Who reads from a pipe would take its closing for the end.
    if (before?.isFIFO()) return;
    closeSync(openSync(file, 'a'));
    if (!before) rmSync(realpathSync(file));
  });
}

function writing<T>(file: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw new UsageError(
      `${file} can't be written (${(error as NodeJS.ErrnoException).code}); give a file in a folder that exists`,
    );
  }
}
