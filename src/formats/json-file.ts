import { UsageError } from '../core/usage.ts';
import { jsonProblem, lineOf } from './place.ts';
import { readText } from './read-text.ts';

const MOST_BYTES = 4 * 1024 * 1024;

/** A value that stands in a file, and the line of each of its members, from 1. */
export interface JsonFile {
  value: unknown;
  lineOf: (path: string[]) => number;
}

/** Reads a JSON file. Throws a UsageError of one line that names where the file is not JSON. */
export function readJson(file: string, remedy: string): JsonFile {
  const text = readText(file, MOST_BYTES, remedy).replace(/^\ufeff/, '');
  if (text.trim() === '') throw new UsageError(`${file} is empty; ${remedy}`);
  try {
    return { value: JSON.parse(text), lineOf: (path) => lineOf(text, path) };
  } catch (error) {
    const { line, column, why } = jsonProblem(text, error);
    throw new UsageError(`${file}:${line}:${column} is not JSON: ${why}`);
  }
}
