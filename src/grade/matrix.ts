import type { FaultGrade, Grade } from './grade.ts';

/**
 * What a rule made of a fault: found it before every other rule and names its cause (`first`), names it too (`right`),
 * does so when it is judged by itself (`alone`), or found it and names another cause (`wrong`).
 */
export type Cell = 'first' | 'right' | 'alone' | 'wrong';

export const MARK: Record<Cell, string> = { first: '●', right: '○', alone: '◇', wrong: '×' };

export const MEANING: Record<Cell, string> = {
  first: 'found it first and names the cause',
  right: 'names the cause too',
  alone: 'names the cause, judged by itself',
  wrong: 'does not name the cause',
};

/** One row of the matrix of faults and rules: the rules that found a fault, each with the requests until then where they were counted. */
export function rowOf(grade: Grade, { name, found, seen }: FaultGrade): Map<string, { cell: Cell; after?: number }> {
  const alone = grade.rules.filter((one) => one.alone && one.found.includes(name));
  return new Map<string, { cell: Cell; after?: number }>([
    ...alone.map(({ rule }) => [rule, { cell: 'alone' }] as const),
    ...seen.map(({ rule, after, right }) => {
      const cell = rule === found?.rule ? 'first' : right ? 'right' : 'wrong';
      return [rule, { cell, after }] as const;
    }),
  ]);
}
