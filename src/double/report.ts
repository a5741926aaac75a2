import type { Evidence } from '../core/evidence.ts';
import type { Path } from '../core/json.ts';
import { placeText } from '../core/place-text.ts';
import { callTextAt } from './call-text.ts';
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
  /** Where in the request: a member as `Items[0].Id`, or the part of HTTP. */
  place: string;
  /** What was sent instead. */
  found: string;
  /** A request, or the part of one, that would have been right. Only of what violates. */
  correct?: string;
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

export function violationOf({ demand, found, path, place }: Remark, turn?: Turn, correct?: string): Violation {
  return {
    rule: demand.id,
    evidence: demand.evidence,
    demands: demand.demands,
    request: turn?.number ?? 0,
    ...(turn?.parsed.operation === undefined ? {} : { operation: turn.parsed.operation }),
    ...(path === undefined ? {} : { path }),
    place: place ?? ((path && placeText(path)) || demand.place),
    found,
    ...(correct === undefined ? {} : { correct }),
  };
}

/** Characters of a correct request that are shown; a whole configuration of a distribution has some thousand. */
const SHOWN = 600;

/** One violation: what it is in the first line, then where it is and what would have been right. */
export function violationText({ rule, demands, request, operation, found, path, place, correct }: Violation): string {
  const where = request === 0 ? 'the conversation' : `request ${request}${operation ? ` ${operation}` : ''}`;
  const lines = [`${where}: ${rule}: ${demands}; found ${found}`, `  at       ${place}`];
  if (correct !== undefined) lines.push(`  correct  ${shortened(aboutPlace(correct, path), SHOWN)}`);
  return lines.join('\n');
}

const aboutPlace = (text: string, path: Path | undefined): string =>
  text.length > SHOWN && path !== undefined ? callTextAt(text, path) : text;

const shortened = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most - 1)}…` : text);

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

/** Requests of a conversation that are shown, and characters of each input. */
const LINES = 8;
const INPUT = 200;

/** A conversation, one line a request; of a long one its beginning and its end. */
export function conversationText(turns: readonly Turn[]): string {
  const left = turns.length - LINES;
  const shown = left > 0 ? [...turns.slice(0, LINES / 2), ...turns.slice(-LINES / 2)] : turns;
  const lines = shown.map((turn) => {
    const input = 'problem' in turn.parsed ? '' : ` ${shortened(JSON.stringify(turn.parsed.input), INPUT)}`;
    return `  ${turn.number} ${askedText(turn)}${input} → ${toldText(turn)}`;
  });
  if (left > 0) lines.splice(LINES / 2, 0, `  … ${counted(left, 'request')} …`);
  return lines.join('\n');
}
