import { escaped } from '../quoting/html.ts';
import { filterForm } from '../report/html/filter.ts';
import { framed } from '../report/html/frame.ts';
import { curveSvg } from './curve-svg.ts';
import { figures } from './figures.ts';
import { type FaultGrade, failuresOf, type Grade, type VariantGrade } from './grade.ts';
import { cards, count, many, row, table, text } from './html-parts.ts';
import { type Cell, MARK, MEANING, rowOf } from './matrix.ts';

/** A grade as a page: its figures, what was missed, and every fault with the rules that found it. It loads nothing, and can be read without its script. */
export function gradeHtml(grade: Grade): string {
  const { faults, variants, summary } = grade;
  const failures = failuresOf(summary);
  const body = [
    '<main>',
    `<h1>Grade of version ${escaped(grade.version)}</h1>`,
    ...cards(failures, grade.date, figures(grade)),
    ...(faults.length === 0 ? [] : summarySections(grade)),
    filterForm('Faults, implementations and rules'),
    ...(variants.length === 0 ? [] : variantSection(variants)),
    ...(faults.length === 0 ? [] : [faultSection(grade)]),
    ...ruleSection(grade),
    '</main>',
  ].join('\n');
  return framed({ title: `Grade of ${grade.version}, ${grade.date}`, body, script: 'filter.js' });
}

function summarySections(grade: Grade): string[] {
  const { faults, leftOut, curve, summary } = grade;
  const missed = faults.filter(({ found }) => !found);
  return [
    '<h2>Missed</h2>',
    missed.length === 0
      ? '<p>No fault was missed.</p>'
      : table('Missed faults', ['fault', 'what it does', 'expected of', 'seen by'], missed.map(missedRow)),
    '<h2>What requests find</h2>',
    `<figure>${curveSvg(curve, summary.best).replace('<svg ', '<svg class="chart" ')}</figure>`,
    ...(leftOut.length === 0
      ? []
      : [
          '<h2>Left out</h2>',
          table(
            'Faults that are left out',
            ['derived fault', 'why it is not tried'],
            leftOut.map(({ name, reason }) => row(name, [text(reason)])),
          ),
        ]),
  ];
}

const missedRow = ({ name, about, breaks, seen, error }: FaultGrade): string =>
  row(name, [
    text(about),
    text(breaks),
    text([...seen.map(({ rule }) => rule), ...(error === undefined ? [] : [error])].join(', ') || 'no rule'),
  ]);

/** Every fault with the rules that found it, those that name its cause first. */
function faultSection(grade: Grade): string {
  const legend = Object.entries(MEANING)
    .map(([kind, says]) => `${markOf(kind as Cell)} ${says}`)
    .join(', ');
  return [
    '<h2>Faults</h2>',
    `<p>${legend}. The trial of a fault ends when a rule names its cause, unless the grade was made with --full.</p>`,
    table(
      'Faults',
      ['fault', 'what it does', 'requests', 'found by'],
      grade.faults.map((fault) =>
        row(fault.name, [text(fault.about), count(fault.found?.after ?? '–'), foundBy(grade, fault)]),
      ),
    ),
  ].join('\n');
}

const ORDER = Object.keys(MARK) as Cell[];

const CLASS: Record<Cell, string> = { first: 'pass', right: 'pass', alone: 'pass', wrong: 'fail' };

const markOf = (cell: Cell): string => `<span class="${CLASS[cell]}">${MARK[cell]}</span>`;

function foundBy(grade: Grade, fault: FaultGrade): string {
  const cells = [...rowOf(grade, fault)]
    .sort(([, a], [, b]) => ORDER.indexOf(a.cell) - ORDER.indexOf(b.cell))
    .map(([rule, { cell }]) => `${markOf(cell)} ${escaped(rule)}`);
  return cells.length === 0 ? '<td class="fail">no rule</td>' : `<td>${cells.join('<br>')}</td>`;
}

function variantSection(variants: VariantGrade[]): string[] {
  return [
    '<h2>Conforming implementations</h2>',
    table(
      'Conforming implementations',
      ['variant', 'what it does', 'runs', 'false alarms', 'warned by', 'not judged'],
      [...variants]
        .sort((a, b) => b.alarms.length - a.alarms.length)
        .map(({ name, about, seeds, alarms, warnings, unjudged }) =>
          row(name, [
            text(about),
            count(seeds),
            alarms.length === 0
              ? count(0)
              : `<td class="fail">${alarms.length}<ul>${alarms.map(({ rule, seed, what }) => `<li>${escaped(`${rule || 'not judged'} with seed ${seed}: ${what}`)}</li>`).join('')}</ul></td>`,
            many(warnings),
            many(unjudged),
          ]),
        ),
    ),
  ];
}

function ruleSection({ rules }: Grade): string[] {
  return [
    '<h2>Rules</h2>',
    table(
      'Rules',
      ['rule', 'faults found'],
      rules.map(({ rule, found }) => row(rule, [found.length === 0 ? '<td class="fail">none</td>' : many(found)])),
    ),
  ];
}
