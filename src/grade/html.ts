import { escaped } from '../quoting/html.ts';
import { curveSvg } from './curve-svg.ts';
import { figures } from './figures.ts';
import { type FaultGrade, failuresOf, type Grade, type VariantGrade } from './grade.ts';
import { type Cell, MARK, MEANING, rowOf } from './matrix.ts';

/** A grade as a page of its own, with its curve and the matrix of all faults and all rules. It loads nothing and runs nothing. */
export function gradeHtml(grade: Grade): string {
  const { faults, variants, summary } = grade;
  const failures = failuresOf(summary);
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    `<title>Grade of ${escaped(grade.version)}, ${grade.date}</title>`,
    `<style>${STYLE}</style>`,
    '</head>',
    '<body>',
    '<main>',
    `<h1>Grade: ${failures.length === 0 ? 'holds' : 'does not hold'}</h1>`,
    `<p>Version ${escaped(grade.version)}, ${grade.date}.</p>`,
    `<dl>${figures(grade).slice(0, -1).map(figure).join('')}</dl>`,
    ...failures.map((line) => `<p class="wrong">${escaped(line)}</p>`),
    ...(faults.length === 0 ? [] : faultSections(grade)),
    ...(variants.length === 0 ? [] : variantSection(variants)),
    ...ruleSection(grade),
    '</main>',
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

/** A figure has its name in a column of its own. */
function figure(line: string): string {
  const [name = '', says = ''] = line.split(/ {2,}/);
  return `<dt>${escaped(name)}</dt><dd>${escaped(says)}</dd>`;
}

function faultSections(grade: Grade): string[] {
  const { faults, leftOut, curve, summary } = grade;
  const missed = faults.filter(({ found }) => !found);
  return [
    '<h2>Missed</h2>',
    missed.length === 0
      ? '<p>No fault.</p>'
      : table('Missed faults', ['fault', 'what it does', 'expected of', 'seen by'], missed.map(missedRow)),
    '<h2>What requests find</h2>',
    `<figure>${curveSvg(curve, summary.best)}</figure>`,
    '<h2>Faults and rules</h2>',
    `<p>${Object.entries(MEANING)
      .map(([kind, says]) => `<span class="${kind}">${MARK[kind as Cell]}</span> ${says}`)
      .join(', ')}. The trial of a fault ends when a rule names its cause, unless the grade was made with --full.</p>`,
    matrix(grade),
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

/** Every fault by every rule. End tags of cells may be left out, and there are many cells. */
function matrix(grade: Grade): string {
  const columns = grade.rules.map(
    ({ rule, found }) =>
      `<th scope="col"${found.length === 0 ? ' class="wrong"' : ''}><span title="${escaped(rule)}">${escaped(ending(rule))}</span>`,
  );
  const rows = grade.faults.map((fault) => {
    const { name, about, found } = fault;
    const cells = rowOf(grade, fault);
    const marks = grade.rules.map(({ rule }) => {
      const one = cells.get(rule);
      if (!one) return '<td>';
      const after = one.after === undefined ? '' : ` after ${one.after} requests`;
      return `<td class="${one.cell}" title="${escaped(`${rule} finds ${name}${after}`)}">${MARK[one.cell]}`;
    });
    const missed = found ? '' : ' class="wrong"';
    return `<tr><th scope="row"${missed} title="${escaped(about)}">${escaped(name)}<td class="count">${found?.after ?? '–'}${marks.join('')}</tr>`;
  });
  const head = `<tr><td><th scope="col"><span>requests</span>${columns.join('')}</tr>`;
  return scrolling(
    'Faults and rules',
    `<table class="matrix"><thead>${head}</thead>\n<tbody>${rows.join('\n')}</tbody></table>`,
  );
}

/** The end of a long id, which says most. */
const ending = (id: string): string => (id.length > COLUMN ? `…${id.slice(1 - COLUMN)}` : id);

/** Characters of an id at the head of a column. */
const COLUMN = 44;

function variantSection(variants: VariantGrade[]): string[] {
  return [
    '<h2>Conforming implementations</h2>',
    table(
      'Conforming implementations',
      ['variant', 'what it does', 'runs', 'false alarms', 'warned by', 'not judged'],
      variants.map(({ name, about, seeds, alarms, warnings, unjudged }) =>
        row(name, [
          text(about),
          count(seeds),
          alarms.length === 0
            ? count(0)
            : `<td class="wrong">${alarms.length}<ul>${alarms.map(({ rule, seed, what }) => `<li>${escaped(`${rule || 'not judged'} with seed ${seed}: ${what}`)}</li>`).join('')}</ul></td>`,
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
      rules.map(({ rule, found }) => row(rule, [found.length === 0 ? '<td class="wrong">none</td>' : many(found)])),
    ),
  ];
}

const row = (name: string, cells: string[]): string =>
  `<tr><th scope="row">${escaped(name)}</th>${cells.join('')}</tr>`;

const text = (words: string): string => `<td>${escaped(words)}</td>`;

const count = (value: number): string => `<td class="count">${value}</td>`;

/** Names that are only told when somebody asks. */
const many = (names: string[]): string =>
  names.length === 0
    ? '<td></td>'
    : `<td><details><summary>${names.length}</summary>${names.map(escaped).join(', ')}</details></td>`;

const table = (label: string, head: string[], rows: string[]): string =>
  scrolling(
    label,
    `<table class="words${head.length > 2 ? ' many' : ''}"><thead><tr>${head.map((name) => `<th scope="col">${name}</th>`).join('')}</tr></thead>\n<tbody>${rows.join('\n')}</tbody></table>`,
  );

/** What is larger than a window scrolls by itself, with the keyboard too. */
const scrolling = (label: string, inside: string): string =>
  `<div class="scrolling" role="region" aria-label="${label}" tabindex="0">${inside}</div>`;

const STYLE = `
:root { color-scheme: light dark; --staging: #b84e00; --primary: #0072b2; --right: #146c2e; --wrong: #b3261e; --line: #8885; }
@media (prefers-color-scheme: dark) { :root { --staging: #ff9a4d; --primary: #5cb8f0; --right: #6dd58c; --wrong: #ff8a80; } }
* { box-sizing: border-box; }
body { margin: 0; background: Canvas; color: CanvasText; font: 14px/1.4 system-ui, sans-serif; }
main { max-width: 1400px; margin: 0 auto; padding: 16px; }
h1 { font-size: 24px; margin: 8px 0; } h2 { font-size: 18px; margin: 32px 0 8px; }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 2px 16px; } dt { font-weight: 600; } dd { margin: 0; }
figure { margin: 0; max-width: 800px; } svg { width: 100%; height: auto; }
.scrolling { overflow: auto; max-height: 85vh; }
table { border-collapse: collapse; }
th, td { text-align: left; vertical-align: top; padding: 2px 8px; border-bottom: 1px solid var(--line); }
th { font-weight: 600; } tbody th { font-weight: normal; }
.many { min-width: 720px; } .words th, .words td { overflow-wrap: break-word; max-width: 420px; }
ul { margin: 0; padding-left: 16px; } summary { cursor: pointer; }
.count { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.matrix { font-size: 12px; border-collapse: separate; border-spacing: 0; }
.matrix td, .matrix thead th { text-align: center; padding: 0; min-width: 18px; border: solid var(--line); border-width: 0 1px 1px 0; }
.matrix thead th { position: sticky; top: 0; z-index: 1; background: Canvas; vertical-align: bottom; font-weight: normal; }
.matrix thead td { position: sticky; top: 0; left: 0; z-index: 2; background: Canvas; }
.matrix thead span { writing-mode: vertical-rl; transform: rotate(180deg); white-space: nowrap; }
.matrix tbody th { position: sticky; left: 0; background: Canvas; min-width: min(340px, 40vw); max-width: min(340px, 40vw); padding: 0 4px; overflow-wrap: anywhere; }
.matrix .count { text-align: right; padding: 0 4px; }
.first, .right, .alone { color: var(--right); } .wrong { color: var(--wrong); }`;
