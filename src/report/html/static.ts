import type { RunRecord } from '../../core/run-record.ts';
import { shortened } from '../../core/shortened.ts';
import type { Deviation } from '../../deviations/deviation.ts';
import { escaped } from '../../quoting/html.ts';
import { visibleLine } from '../../quoting/visible.ts';
import { headingsOf } from '../headings.ts';
import { skipText } from '../skips.ts';
import { countsText, effortText, verdictOf } from '../verdict.ts';

/** Characters of a text of the target's. */
const TELLING = 300;

/** A report for a browser that runs no scripts: verdict, deviations with their evidence, and what was not judged. */
export function staticReport(record: RunRecord): string {
  const headings = headingsOf(record);
  const skipped = record.rules.filter(({ status }) => status === 'skip');
  return [
    `<h1>${text(record.target.name)}: ${verdictOf(record).toLowerCase()}</h1>`,
    `<p>${text(countsText(record))}; ${text(effortText(record))}</p>`,
    ...(headings.length > 0 ? ['<h2>Deviations</h2>', `<ol>${headings.map(deviation).join('')}</ol>`] : []),
    ...(skipped.length > 0
      ? [
          '<h2>Not judged</h2>',
          `<ul>${skipped.map((rule) => `<li><code>${text(rule.id)}</code>: ${text(skipText(record, rule) ?? '')}</li>`).join('')}</ul>`,
        ]
      : []),
  ].join('\n');
}

function deviation({ sentence, finding, rules }: Deviation): string {
  const { expected, actual, reproduce } = finding;
  const decisive = finding.steps.at(-1);
  return [
    `<li><p><strong>${text(sentence)}</strong></p><dl>`,
    `<dt>expected</dt><dd>${text(expected)}</dd><dt>got</dt><dd>${text(actual)}</dd>`,
    ...(decisive ? [`<dt>request</dt><dd>${text(`${decisive.operation} → ${decisive.outcome}`)}</dd>`] : []),
    `<dt>breaks</dt><dd>${text(rules.join(', '))}</dd>`,
    `<dt>reproduce</dt><dd><code>${text(reproduce)}</code></dd></dl></li>`,
  ].join('');
}

const text = (words: string): string => escaped(visibleLine(shortened(words, TELLING)));
