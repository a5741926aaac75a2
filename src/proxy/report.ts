import type { AnswerViolation } from './findings.ts';

/** Whether any of them may fail what is judged; inferred rules only warn. */
export const failing = (violations: readonly AnswerViolation[]): boolean =>
  violations.some(({ evidence }) => evidence !== 'inferred');

/** What is wrong with answers, one a line, and how many there are. */
export function answersText(violations: readonly AnswerViolation[]): string {
  const lines = violations.map(({ rule, evidence, demands, request, operation, found, expected }) => {
    const kind = evidence === 'inferred' ? 'warning: ' : '';
    return `answer ${request}${operation ? ` ${operation}` : ''}: ${kind}${rule}: ${demands}; expected ${expected}, got ${found}`;
  });
  const failed = violations.filter(({ evidence }) => evidence !== 'inferred').length;
  const warned = violations.length - failed;
  const sum = `${failed} ${failed === 1 ? 'answer breaks' : 'answers break'} a rule`;
  return [...lines, warned === 0 ? sum : `${sum}, ${warned} ${warned === 1 ? 'warning' : 'warnings'}`].join('\n');
}
