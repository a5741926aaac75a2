import { causesOf } from './cause.ts';
import { complaintsOf } from './known.ts';
import type { RunRecord } from './run-record.ts';
import { flawOf } from './verdict.ts';
import { visible, visibleLine } from './visible.ts';

/** More than this nobody reads, and GitHub shows fewer. */
const MOST = 50;

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
  const data = escaped(visible(message.length > 4000 ? `${message.slice(0, 4000)}…` : message));
  const property = escaped(visibleLine(title, 200)).replaceAll(':', '%3A').replaceAll(',', '%2C');
  return `::${level} title=${property}::${data}`;
}

const escaped = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
