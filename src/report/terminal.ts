import type { Finding, Status } from '../core/event.ts';
import { curlLine } from './curl.ts';
import { exitCodeOf, type RuleRecord, type RunRecord, reasonOf, summaryOf } from './record.ts';

/** Colours, or functions that leave text as it is. */
export interface Paint {
  red(text: string): string;
  green(text: string): string;
  yellow(text: string): string;
  dim(text: string): string;
  bold(text: string): string;
}

const MARKS: Record<Status, string> = { pass: 'ok', warn: 'warn', fail: 'FAIL', skip: 'skip', error: 'ERROR' };

/** The report of a run as lines for a person: findings first, then what was not judged, then the verdict. */
export function terminalReport(record: RunRecord, paint: Paint, options: { verbose?: boolean } = {}): string[] {
  const lines: string[] = [];
  const findings = record.rules.flatMap((rule) => rule.findings.map((finding) => ({ rule, finding })));
  for (const { rule, finding } of findings) lines.push(...findingLines(rule, finding, record, paint), '');
  if (options.verbose) {
    for (const rule of record.rules)
      lines.push(`${MARKS[rule.status].padEnd(5)} ${rule.id}  ${paint.dim(rule.demands)}`);
    lines.push('');
  }
  lines.push(...skipLines(record, paint), verdictLine(record, paint));
  return lines;
}

function findingLines(rule: RuleRecord, finding: Finding, record: RunRecord, paint: Paint): string[] {
  const mark = rule.evidence === 'inferred' ? paint.yellow('warn') : paint.red('FAIL');
  const decisive = finding.steps.at(-1);
  const lines = [
    `${mark} ${paint.bold(rule.id)} on ${finding.operation}`,
    `     ${rule.demands} (${rule.evidence})`,
    `     expected ${finding.expected}`,
    `     got      ${finding.actual}`,
  ];
  if (finding.steps.length > 1) {
    for (const [index, step] of finding.steps.entries())
      lines.push(`     ${index + 1}. ${step.operation} → ${step.outcome}`);
  }
  if (decisive) {
    lines.push(`     request  ${shorten(JSON.stringify(decisive.input))}`);
    const answer = decisive.response?.body.text;
    if (answer) lines.push(`     answer   ${shorten(answer.replaceAll(/\s+/g, ' '))}`);
    const curl = curlLine(decisive);
    if (curl) lines.push(`     ${paint.dim(curl)}`);
  }
  lines.push(
    `     again    ${finding.reproduce}${finding.reproduce.includes('--seed') ? '' : ` --seed ${record.seed}`}`,
  );
  return lines;
}

function shorten(text: string): string {
  return text.length > 400 ? `${text.slice(0, 400)}… (${text.length} characters)` : text;
}

function skipLines(record: RunRecord, paint: Paint): string[] {
  const reasons = new Map<string, string[]>();
  for (const rule of record.rules) {
    const reason = reasonOf(record, rule);
    if (reason !== undefined) reasons.set(reason, [...(reasons.get(reason) ?? []), rule.id]);
  }
  return [...reasons].map(([reason, ids]) =>
    paint.dim(`not judged: ${ids.length === 1 ? ids[0] : `${ids.length} rules (${ids[0]}, …)`}: ${reason}`),
  );
}

function verdictLine(record: RunRecord, paint: Paint): string {
  const { pass, fail, warn, skip, error } = summaryOf(record);
  const words = { 0: paint.green('CONFORMS'), 1: paint.red('DOES NOT CONFORM'), 2: paint.yellow('NOT JUDGED') }[
    exitCodeOf(record)
  ];
  const counts = [
    `${pass} rules hold`,
    ...(fail > 0 ? [`${fail} broken`] : []),
    ...(warn > 0 ? [`${warn} warned`] : []),
    ...(skip > 0 ? [`${skip} not judged`] : []),
    ...(error > 0 ? [`${error} in error`] : []),
  ];
  const why = record.error ?? (record.interrupted ? 'interrupted' : undefined);
  return `${words}  ${record.target.name}: ${counts.join(', ')}; ${record.requests} requests in ${record.seconds.toFixed(1)} s, seed ${record.seed}${why === undefined ? '' : ` (${why})`}`;
}
