import type { Status } from '../../core/event.ts';
import { escaped } from '../../quoting/html.ts';

/** What stands for a status, so that colour is never all. */
export const STATUSES: Record<Status, { sign: string; word: string }> = {
  fail: { sign: '✗', word: 'broken' },
  error: { sign: '‼', word: 'in error' },
  warn: { sign: '!', word: 'warned' },
  pass: { sign: '✓', word: 'holds' },
  skip: { sign: '–', word: 'not judged' },
};

/** The controls of filter.js, hidden until it runs: a search, and a box for each status with the number that has it. */
export function filterForm(label: string, counts: Partial<Record<Status, number>> = {}): string {
  const boxes = (Object.keys(STATUSES) as Status[]).flatMap((status) =>
    counts[status]
      ? [
          `<label><input type="checkbox" name="status" value="${status}" checked> <span class="${status}">${STATUSES[status].sign} ${STATUSES[status].word}</span> ${counts[status]}</label>`,
        ]
      : [],
  );
  return [
    `<form class="filter" id="filter" role="search" aria-label="${escaped(label)}" hidden>`,
    `<label>Search <input type="search" name="words"></label>`,
    ...(boxes.length > 0 ? [`<fieldset><legend>Show</legend>${boxes.join('')}</fieldset>`] : []),
    '</form>',
    '<p id="none" hidden>Nothing matches. Clear the search or tick another box.</p>',
  ].join('\n');
}
