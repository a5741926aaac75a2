import { closeSync, existsSync, mkdirSync, openSync, realpathSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { writeAll, writing } from '../../session/write-file.ts';

/** A file to be written. What stands in it stays until the first text comes. */
export interface Output {
  /** Throws a UsageError where the file can't be written any more. */
  write(text: string): void;
  close(): void;
}

/** A file that a report will be written to, in a folder that is created where it is missing; `-` is standard output. Throws a UsageError where it can't be written. */
export function openOutput(file: string): Output {
  // The stream waits for a slow reader, which a write to its descriptor can't.
  if (file === '-') return { write: (text) => void process.stdout.write(text), close: () => {} };
  makeFolder(file);
  checkWritable(file);
  let descriptor: number | undefined;
  return {
    write(text) {
      descriptor ??= writing(file, () => openSync(file, 'w'));
      const to = descriptor;
      writing(file, () => writeAll(to, text));
    },
    close() {
      if (descriptor !== undefined) closeSync(descriptor);
    },
  };
}

/** Creates the folder of a report where it is missing. Throws a UsageError. */
export function makeFolder(file: string): void {
  const folder = dirname(file);
  if (!existsSync(folder)) writing(file, () => void mkdirSync(folder, { recursive: true }));
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
