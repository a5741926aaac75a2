import type { Evidence } from '../core/evidence.ts';
import type { Path } from '../core/json.ts';
import type { Remark } from './checks/check.ts';
import { askedText, type Turn, toldText } from './turn.ts';

/** A demand that a request broke, or that it left open. */
export interface Violation {
  /** A stable slug: a constraint of the contract, or one of the double's own rules. */
  rule: string;
  evidence: Evidence;
  demands: string;
  /** Number of the request, from 1; 0 for the conversation as a whole. */
  request: number;
  operation?: string;
  path?: Path;
  /** What was sent instead. */
  found: string;
}

/** What a double found in a conversation. */
export interface Report {
  requests: number;
  violations: Violation[];
  /** What the documentation does not settle. It violates nothing. */
  open: Violation[];
  /** What the wrapper made and did not delete. */
  left: { resource: string; id: string }[];
}

export function violationOf({ demand, found, path }: Remark, turn?: Turn): Violation {
  return {
    rule: demand.id,
    evidence: demand.evidence,
    demands: demand.demands,
    request: turn?.number ?? 0,
    ...(turn?.heard.operation === undefined ? {} : { operation: turn.heard.operation }),
    ...(path === undefined ? {} : { path }),
    found,
  };
}

/** One violation in one line. */
export function violationText({ rule, demands, request, operation, found }: Violation): string {
  const where = request === 0 ? 'the conversation' : `request ${request}${operation ? ` ${operation}` : ''}`;
  return `${where}: ${rule}: ${demands}; found ${found}`;
}

/** A report as lines for people. */
export function reportText({ requests, violations, open, left }: Report): string {
  const reasons = new Map<string, number>();
  for (const { rule } of open) reasons.set(rule, (reasons.get(rule) ?? 0) + 1);
  return [
    ...violations.map(violationText),
    ...[...reasons].map(([rule, count]) => `open: ${rule}${count > 1 ? ` (${count} times)` : ''}`),
    ...left.map(({ resource, id }) => `left: ${resource} ${id}`),
    `${counted(requests, 'request')}, ${counted(violations.length, 'violation')}`,
  ].join('\n');
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

/** A conversation, one line a request. */
export function conversationText(turns: readonly Turn[]): string {
  return turns
    .map((turn) => {
      const input = 'problem' in turn.heard ? '' : ` ${JSON.stringify(turn.heard.input)}`;
      return `  ${turn.number} ${askedText(turn)}${input} → ${toldText(turn)}`;
    })
    .join('\n');
}
