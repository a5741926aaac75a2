import { shareAt } from '../curve.ts';
import { percent } from '../figures.ts';
import { cell, code, fenced, section, table } from '../markdown-parts.ts';
import { togetherFigures } from './figures.ts';
import type { TogetherGrade } from './grade.ts';
import type { GroupGrade } from './group.ts';

/** A grade of groups as a page of Markdown. */
export function togetherMarkdown(grade: TogetherGrade): string {
  const { groups, walks, alone } = grade;
  const missed = groups.flatMap(({ causes }, index) =>
    causes.filter(({ named }) => !named).map((one) => ({ one, index })),
  );
  const uncaused = groups.flatMap(({ headings }) => headings.filter(({ causedBy }) => causedBy.length === 0));
  return [
    '# Several faults at once',
    `Version ${grade.version}, ${grade.date}.`,
    fenced(togetherFigures(grade)),
    ...section('Not named', missed.length > 0, [
      table(
        ['group', 'fault', 'what it does', 'known as'],
        missed.map(({ one, index }) => [String(index + 1), code(one.fault), cell(one.about), code(one.key)]),
      ),
    ]),
    ...section('Headings that no fault causes', uncaused.length > 0, [
      table(
        ['heading', 'says'],
        uncaused.map(({ key, sentence }) => [code(key), cell(sentence)]),
      ),
    ]),
    ...section('Requests until a cause is named', grade.curve.length > 0, [curveTable(grade)]),
    '## Groups',
    table(['group', 'faults', 'headings', 'rules without a verdict', 'requests', 'masked'], groups.map(groupRow)),
    ...section('Repair walks', walks.length > 0, [
      table(
        ['faults', 'runs', 'ends', 'taken out'],
        walks.map(({ faults, runs, ends, steps }) => [
          String(faults.length),
          String(runs),
          ends,
          steps.map(({ fault = 'nobody' }) => code(fault)).join(', '),
        ]),
      ),
    ]),
    ...section('Faults with several headings or none when they are alone', alone.length > 0, [
      table(
        ['fault', 'headings'],
        alone.map(({ fault, headings }) => [code(fault), headings.map(code).join(', ') || '**none**']),
      ),
    ]),
    '',
  ].join('\n\n');
}

function groupRow({ causes, headings, unjudged, rules, requests, masked }: GroupGrade, index: number): string[] {
  const mark = (named: boolean, fault: string): string => (named ? code(fault) : `**not named:** ${code(fault)}`);
  return [
    String(index + 1),
    causes.map(({ named, fault }) => mark(named, fault)).join(', '),
    String(headings.length),
    `${unjudged.length} of ${rules}`,
    String(requests),
    masked.map(code).join(', '),
  ];
}

function curveTable({ curve }: TogetherGrade): string {
  const last = curve.at(-1)?.requests ?? 1;
  const counts = [...[30, 100, 300, 1_000, 2_500].filter((count) => count < last), last];
  return table(
    ['requests', 'faults named'],
    counts.map((count) => [String(count), percent(shareAt(curve, count))]),
  );
}
