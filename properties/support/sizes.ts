import { readFileSync } from 'node:fs';

/** The lines of a file. */
export const linesOf = (file: string): number => readFileSync(file, 'utf8').split('\n').length - 1;
