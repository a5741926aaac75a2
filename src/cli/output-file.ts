import { accessSync, closeSync, constants, openSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { UsageError } from './usage.ts';

const STDOUT = 1;

/** Opens a file that a report is written to; `-` is standard output. Throws a UsageError where it can't be written. */
export function openOutput(file: string): number {
  return file === '-' ? STDOUT : writing(file, () => openSync(file, 'w'));
}

/** Throws a UsageError where no file can be made in the folder of this one. */
export function checkFolder(file: string): void {
  writing(file, () => accessSync(dirname(file), constants.W_OK));
}

export function writeAll(descriptor: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let written = 0; written < bytes.length; ) written += writeSync(descriptor, bytes, written);
}

export function closeOutput(descriptor: number): void {
  if (descriptor !== STDOUT) closeSync(descriptor);
}

function writing<T>(file: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw new UsageError(
      `the report can't be written to ${file} (${(error as NodeJS.ErrnoException).code}); give a file in a folder that exists`,
    );
  }
}
