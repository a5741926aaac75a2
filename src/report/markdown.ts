import { fenced, inline } from '../quoting/markdown.ts';
import { type Cause, causesOf } from './cause.ts';
import { findingLines } from './finding-text.ts';
import { complaintsOf, isExcused } from './known.ts';
import type { RunRecord } from './run-record.ts';
import { skipsOf } from './skips.ts';
import { countsText, effortText, flawOf, verdictOf } from './verdict.ts';

/** Causes of which details are given; of the others there is a row each. */
const IN_FULL = 10;

/** Causes that are told at all. */
const TOLD = 100;

const SIGNS = {
  CONFORMS: '✅',
  'CONFORMS IN PART': '⚠️',
  'DOES NOT CONFORM': '❌',
  'NOT JUDGED': '⚠️',
  INCONCLUSIVE: '⚠️',
} as const;

/** A short report for people who read Markdown, as on a pull request. */
export function markdownReport(records: RunRecord[]): string {
  return `${records.map(section).join('\n\n')}\n`;
}

function section(record: RunRecord): string {
  const verdict = verdictOf(record);
  const flaw = flawOf(record);
  const causes = causesOf(record);
  return [
    `## ${SIGNS[verdict]} ${inline(record.target.name)}: ${verdict.toLowerCase()}`,
    `${countsText(record)}; ${effortText(record)}.`,
    ...(flaw === undefined ? [] : [`**${inline(flaw)}**`]),
    ...complaintsOf(record).map((complaint) => `**${inline(complaint)}**`),
    ...(causes.length > 0 ? [table(causes)] : []),
    ...causes.slice(0, IN_FULL).map(details),
    ...list('Known deviations', excusedLines(record)),
    ...list('Not judged', skippedLines(record)),
  ].join('\n\n');
}

function table(causes: Cause[]): string {
  const rows = causes.slice(0, TOLD).map(({ finding, rule, findings, operations }) => {
    const rules = new Set(findings.map((one) => one.rule)).size;
    const id = `${inline(rule.id)}${rules > 1 ? ` and ${rules - 1} more` : ''}`;
    const mark = rule.evidence === 'inferred' ? 'warn' : 'fail';
    return `| ${mark} | ${id} | ${operations.map(inline).join(', ')} | ${inline(finding.actual)} |`;
  });
  if (causes.length > TOLD) rows.push(`| | and ${causes.length - TOLD} more | | |`);
  return ['| | rule | on | got |', '|---|---|---|---|', ...rows].join('\n');
}

function details({ finding, rule }: Cause): string {
  const lines = findingLines(finding);
  return `<details><summary>${inline(rule.id)}: ${inline(rule.demands)}</summary>\n\n${fenced(lines.join('\n'))}\n\n</details>`;
}

function excusedLines(record: RunRecord): string[] {
  return record.rules
    .filter((rule) => isExcused(record, rule))
    .map(({ id, known }) => `${inline(id)}: ${inline(known!.reason)}${known!.link ? ` (${inline(known!.link)})` : ''}`);
}

function skippedLines(record: RunRecord): string[] {
  return skipsOf(record).map(({ text, rules }) => {
    const others = rules.length > 1 ? ` and ${rules.length - 1} more` : '';
    return `${inline(rules[0]!)}${others}: ${inline(text)}`;
  });
}

function list(title: string, lines: string[]): string[] {
  return lines.length === 0 ? [] : [`### ${title}`, lines.map((line) => `- ${line}`).join('\n')];
}
