import { escaped } from '../quoting/html.ts';

/** Whether a grade holds, with its date, and beside it the figures, each a line. */
export const cards = (failures: readonly string[], date: string, figures: readonly string[]): string[] => [
  `<div class="cards"><div class="card ${failures.length === 0 ? 'conforms' : 'does-not-conform'}">`,
  `<p class="verdict">${failures.length === 0 ? 'HOLDS' : 'DOES NOT HOLD'}</p><p class="soft">${date}</p>`,
  ...failures.map((line) => `<p>${escaped(line)}</p>`),
  '</div><div class="card">',
  `<dl class="facts">${figures.slice(0, -1).map(figure).join('')}</dl>`,
  '</div></div>',
];

/** A figure has its name in a column of its own. */
function figure(line: string): string {
  const [name = '', says = ''] = line.split(/ {2,}/);
  return `<dt>${escaped(name)}</dt><dd>${escaped(says)}</dd>`;
}

/** A row with its name at the head. */
export const row = (name: string, cells: string[]): string =>
  `<tr data-item><th scope="row">${escaped(name)}</th>${cells.join('')}</tr>`;

export const text = (words: string): string => `<td>${escaped(words)}</td>`;

export const count = (value: number | string): string => `<td class="count">${value}</td>`;

/** Names that are only told when somebody asks. */
export const many = (names: string[]): string =>
  names.length === 0
    ? '<td class="soft">–</td>'
    : `<td><details><summary>${names.length}</summary>${names.map(escaped).join(', ')}</details></td>`;

/** What is larger than a window scrolls by itself, with the keyboard too. */
export const table = (label: string, head: string[], rows: string[]): string =>
  [
    `<div class="scrolling" role="region" aria-label="${label}" tabindex="0">`,
    `<table class="words${head.length > 2 ? ' wide' : ''}"><thead><tr>${head.map((name) => `<th scope="col">${name}</th>`).join('')}</tr></thead>`,
    `<tbody>${rows.join('\n')}</tbody></table></div>`,
  ].join('\n');
