import { makeBadge } from 'badge-maker';
import type { RunRecord } from '../core/run-record.ts';
import { exitCodeOf } from './verdict.ts';

/** A badge as the endpoint of shields.io takes it. */
export interface Badge {
  schemaVersion: 1;
  label: string;
  message: string;
  color: string;
}

/** The share of documented rules that hold; with several targets how many of them conform. */
export function badgeOf(records: RunRecord[]): Badge {
  const badge = (message: string, color: string): Badge => ({ schemaVersion: 1, label: 'conformance', message, color });
  const [record, ...others] = records as [RunRecord, ...RunRecord[]];
  if (others.length > 0) {
    const conforming = records.filter((one) => exitCodeOf(one) === 0).length;
    return badge(`${conforming} of ${records.length}`, colourOf(conforming / records.length));
  }
  const documented = record.rules.filter(({ evidence }) => evidence === 'documented');
  const holding = documented.filter(({ status }) => status === 'pass').length;
  if (exitCodeOf(record) === 2 || documented.length === 0) return badge('not judged', 'lightgrey');
  // Rounded down, so that only all is 100 %.
  const share = Math.floor((100 * holding) / documented.length);
  return badge(
    `${share}% of ${documented.length} ${documented.length === 1 ? 'rule' : 'rules'}`,
    colourOf(holding / documented.length),
  );
}

/** The same as an SVG image. */
export function badgeSvg(records: RunRecord[]): string {
  const { label, message, color } = badgeOf(records);
  return `${makeBadge({ label, message, color })}\n`;
}

function colourOf(share: number): string {
  return share === 1 ? 'brightgreen' : share >= 0.9 ? 'green' : share >= 0.75 ? 'yellow' : 'red';
}
