import type { RunRecord } from '../core/run-record.ts';
import { annotation } from '../quoting/actions.ts';
import { visible, visibleLine } from '../quoting/visible.ts';
import { headingsOf } from './headings.ts';
import { complaintsOf } from './known.ts';
import { flawOf } from './verdict.ts';

/** More than this nobody reads, and GitHub shows fewer. */
const MOST = 50;

/** Characters of a message that are shown. */
const LONGEST = 4000;

/** The findings as workflow commands of GitHub Actions, which shows them on the run. */
export function annotations(records: RunRecord[]): string[] {
  return records
    .flatMap((record) => {
      const flaw = flawOf(record);
      return [
        ...(flaw === undefined ? [] : [command('error', record.target.name, flaw)]),
        ...complaintsOf(record).map((complaint) => command('error', record.target.name, complaint)),
        ...headingsOf(record).map(({ warns, sentence, finding, rules, key }) =>
          command(
            warns ? 'warning' : 'error',
            sentence,
            `${key}\n${finding.demands}\nexpected ${finding.expected}\ngot ${finding.actual}\nbreaks ${rules.join(', ')}\n${finding.reproduce}`,
          ),
        ),
      ];
    })
    .slice(0, MOST);
}

function command(level: 'error' | 'warning', title: string, message: string): string {
  const shown = message.length > LONGEST ? `${message.slice(0, LONGEST)}…` : message;
  return annotation(level, visibleLine(title, 200), visible(shown));
}
