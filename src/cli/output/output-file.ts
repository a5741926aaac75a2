import { closeSync, openSync, realpathSync, rmSync, statSync, writeSync } from 'node:fs';
import { UsageError } from '../../core/usage.ts';

const STDOUT = 1;

/** A file to be written. What stands in it stays until the first text comes. */
export interface Output {
  /** Throws a UsageError where the file can't be written any more. */
  write(text: string): void;
  close(): void;
}

/** A file that a report will be written to; `-` is standard output. Throws a UsageError where it can't be written. */
export function openOutput(file: string): Output {
  let descriptor = file === '-' ? STDOUT : undefined;
  if (descriptor === undefined) checkWritable(file);
  return {
    write(text) {
      descriptor ??= writing(file, () => openSync(file, 'w'));
      const bytes = Buffer.from(text);
      for (let written = 0; written < bytes.length; ) written += writeSync(descriptor, bytes, written);
    },
    close() {
      if (descriptor !== undefined && descriptor !== STDOUT) closeSync(descriptor);
    },
  };
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
