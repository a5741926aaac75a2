import { shareAt } from './curve.ts';
import { curveText } from './curve-text.ts';
import { figures, percent } from './figures.ts';
import { type FaultGrade, failuresOf, type Grade, type VariantGrade } from './grade.ts';
import { cell, code, fenced, section, table } from './markdown-parts.ts';
import { MARK, MEANING, rowOf } from './matrix.ts';

/** A grade as a page of Markdown. */
export function gradeMarkdown(grade: Grade): string {
  const { faults, leftOut, variants, summary, rules } = grade;
  const missed = faults.filter(({ found }) => !found);
  return [
    '# Grade',
    `Version ${grade.version}, ${grade.date}.`,
    fenced(figures(grade)),
    ...section('Failures', failuresOf(summary).length > 0, [
      failuresOf(summary)
        .map((line) => `- ${line}`)
        .join('\n'),
    ]),
    ...section('Missed', faults.length > 0, [missedTable(missed)]),
    ...section('What requests find', faults.length > 0, [curveTable(grade), fenced(curveText(grade.curve, 80))]),
    ...section('Faults and rules', faults.length > 0, [
      `${percent(summary.killRate)} of ${summary.faults} faults are found by a rule that names the cause. ${legend()}`,
      table(
        ['fault', 'what it does', 'requests', 'found by'],
        faults.map((fault) => [
          code(fault.name),
          cell(fault.about),
          String(fault.found?.after ?? ''),
          rulesOf(grade, fault),
        ]),
      ),
    ]),
    ...section('Left out', leftOut.length > 0, [
      table(
        ['derived fault', 'why it is not tried'],
        leftOut.map(({ name, reason }) => [code(name), cell(reason)]),
      ),
    ]),
    ...section('Conforming implementations', variants.length > 0, [
      table(['variant', 'what it does', 'runs', 'false alarms', 'warned by', 'not judged'], variants.map(variantRow)),
    ]),
    '## Rules',
    table(
      ['rule', 'faults found', 'which'],
      rules.map(({ rule, found }) => [
        code(rule),
        found.length === 0 ? '**none**' : String(found.length),
        found.map(code).join(', '),
      ]),
    ),
    '',
  ].join('\n\n');
}

function missedTable(missed: FaultGrade[]): string {
  if (missed.length === 0) return 'No fault.';
  return table(
    ['fault', 'what it does', 'expected of', 'seen by'],
    missed.map(({ name, about, breaks, seen, error }) => [
      code(name),
      cell(about),
      cell(code(breaks)),
      [...seen.map(({ rule }) => code(rule)), ...(error === undefined ? [] : [cell(error)])].join(', ') || 'no rule',
    ]),
  );
}

function curveTable({ curve, summary: { best } }: Grade): string {
  const last = curve.at(-1)?.requests ?? 1;
  const counts = [...new Set([10, 30, 100, best.requests, 1_000, 3_000].filter((count) => count < last)), last];
  return table(
    ['requests', 'faults found'],
    counts.map((count) => [String(count), percent(shareAt(curve, count))]),
  );
}

const legend = (): string =>
  Object.entries(MEANING)
    .map(([kind, says]) => `${MARK[kind as keyof typeof MARK]} ${says}`)
    .join(', ')
    .concat('.');

const rulesOf = (grade: Grade, fault: FaultGrade): string =>
  [...rowOf(grade, fault)].map(([rule, { cell: kind }]) => `${MARK[kind]} ${code(rule)}`).join(', ') || '**not found**';

const variantRow = ({ name, about, seeds, alarms, warnings, unjudged }: VariantGrade): string[] => [
  code(name),
  cell(about),
  String(seeds),
  alarms.length === 0
    ? '0'
    : `**${alarms.length}**: ${alarms.map(({ rule, seed, what }) => `${rule === '' ? '' : `${code(rule)} `}with seed ${seed}, ${cell(what)}`).join('; ')}`,
  warnings.map(code).join(', '),
  unjudged.map(code).join(', '),
];
