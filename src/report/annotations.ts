import { annotation } from '../quoting/actions.ts';
import { visible, visibleLine } from '../quoting/visible.ts';
import { causesOf } from './cause.ts';
import { complaintsOf } from './known.ts';
import type { RunRecord } from './run-record.ts';
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
        ...causesOf(record).map(({ rule, finding, operations }) =>
          command(
            rule.evidence === 'inferred' ? 'warning' : 'error',
            `${rule.id} on ${operations.join(', ')}`,
            `${rule.demands}\nexpected ${finding.expected}\ngot ${finding.actual}\n${finding.reproduce}`,
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
