import { askedText, type Turn } from '../double/turn.ts';
import type { ProxyViolation } from './findings.ts';

/** Whether any of them may fail what is judged; inferred rules only warn. */
export const failing = (violations: readonly ProxyViolation[]): boolean =>
  violations.some(({ evidence }) => evidence !== 'inferred');

/** What is wrong with answers, one a line, and how many there are. */
export function answersText(violations: readonly ProxyViolation[]): string {
  const lines = violations.map(({ rule, evidence, demands, request, operation, found, expected }) => {
    const kind = evidence === 'inferred' ? 'warning: ' : '';
    return `answer ${request}${operation ? ` ${operation}` : ''}: ${kind}${rule}: ${demands}; expected ${expected}, got ${found}`;
  });
  const failed = violations.filter(({ evidence }) => evidence !== 'inferred').length;
  const warned = violations.length - failed;
  const sum = `${failed} ${failed === 1 ? 'answer breaks' : 'answers break'} a rule`;
  return [...lines, warned === 0 ? sum : `${sum}, ${warned} ${warned === 1 ? 'warning' : 'warnings'}`].join('\n');
}

/** Requests without an answer that are named one by one. */
const NAMED = 5;

/** The requests that the service at a URL did not answer, and why not; undefined where it answered all of them. */
export function lostText(turns: readonly Turn[], url: string): string | undefined {
  const lost = turns.flatMap((turn) =>
    turn.told?.kind === 'lost' ? [`  request ${turn.number} ${askedText(turn)}: ${turn.told.reason}`] : [],
  );
  if (lost.length === 0) return undefined;
  const more = lost.length - NAMED;
  return [
    `not judged: ${url} gave no answer to ${lost.length} of ${turns.length} ${turns.length === 1 ? 'request' : 'requests'}`,
    ...lost.slice(0, NAMED),
    ...(more > 0 ? [`  and ${more} more`] : []),
  ].join('\n');
}
