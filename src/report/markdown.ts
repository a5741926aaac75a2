import type { RunRecord } from '../core/run-record.ts';
import { comparisonText } from '../deviations/compare.ts';
import type { Deviation } from '../deviations/deviation.ts';
import { fenced, inline } from '../quoting/markdown.ts';
import { findingLines } from './finding-text.ts';
import { headingsOf } from './headings.ts';
import { complaintsOf, excuseOf } from './known.ts';
import { skipsOf } from './skips.ts';
import { countsText, effortText, flawOf, verdictOf } from './verdict.ts';

/** Deviations of which details are given; of the others there is a row each. */
const IN_FULL = 10;

/** Deviations that are told at all. */
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
  const headings = headingsOf(record);
  return [
    `## ${SIGNS[verdict]} ${inline(record.target.name)}: ${verdict.toLowerCase()}`,
    `${countsText(record)}; ${effortText(record)}.`,
    ...(record.comparison ? [`${comparisonText(record.comparison)}.`] : []),
    ...(flaw === undefined ? [] : [`**${inline(flaw)}**`]),
    ...complaintsOf(record).map((complaint) => `**${inline(complaint)}**`),
    ...(headings.length > 0 ? [table(headings)] : []),
    ...headings.slice(0, IN_FULL).map(details),
    ...list('Known deviations', excusedLines(record)),
    ...list('Not judged', skippedLines(record)),
  ].join('\n\n');
}

function table(headings: Deviation[]): string {
  const rows = headings.slice(0, TOLD).map(({ warns, sentence, rules, masked }, index) => {
    const mark = warns ? 'warn' : 'fail';
    return `| ${index + 1} | ${mark} | ${inline(sentence)} | ${rules.length} | ${masked.length} |`;
  });
  if (headings.length > TOLD) rows.push(`| | | and ${headings.length - TOLD} more | | |`);
  return ['| | | deviation | rules broken | masked |', '|---|---|---|---|---|', ...rows].join('\n');
}

function details({ key, sentence, finding, rules, masked, hint }: Deviation, index: number): string {
  const lines = [
    `deviation ${key}`,
    ...(hint === undefined ? [] : [`hint ${hint}`]),
    ...findingLines(finding),
    `breaks ${rules.join(', ')}`,
    ...(masked.length > 0 ? [`masks ${masked.map(({ rule }) => rule).join(', ')}`] : []),
  ];
  const title = `${index + 1}. ${inline(sentence)}`;
  return `<details><summary>${title}</summary>\n\n${fenced(lines.join('\n'))}\n\n</details>`;
}

function excusedLines(record: RunRecord): string[] {
  return record.rules.flatMap((rule) => {
    const excuse = excuseOf(record, rule);
    if (!excuse) return [];
    return [`${inline(rule.id)}: ${inline(excuse.reason)}${excuse.link ? ` (${inline(excuse.link)})` : ''}`];
  });
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
