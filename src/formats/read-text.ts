import { readFileSync, statSync } from 'node:fs';
import { fileProblem } from '../core/file-problem.ts';
import { UsageError } from '../core/usage.ts';

const MEGABYTE = 1024 * 1024;

/** The text of a file of at most so many bytes. Throws a UsageError that ends with `remedy`. */
export const readText = (file: string, most: number, remedy: string): string =>
  readBytes(file, most, remedy).toString('utf8');

/** The same as bytes. */
export function readBytes(file: string, most: number, remedy: string): Buffer {
  try {
    const { size } = statSync(file);
    if (size > most)
      throw new UsageError(
        `${file} has ${Math.ceil(size / MEGABYTE)} MB, and at most ${most / MEGABYTE} MB are read; ${remedy}`,
      );
    return readFileSync(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new UsageError(`${file} can't be read: ${fileProblem(code)}; ${remedy}`);
  }
}
