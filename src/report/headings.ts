import type { RunRecord } from '../core/run-record.ts';
import type { Deviation } from '../deviations/deviation.ts';
import { deviationsOf } from '../deviations/deviations.ts';
import { isExcused, isKnown } from './known.ts';

/** The deviations that a report leads with: all but those that are known. */
export const headingsOf = (record: RunRecord): Deviation[] =>
  deviationsOf(record).filter((deviation) => !isKnown(record, deviation));

/** How many deviations a list of known ones keeps out of the headings. */
export const knownCount = (record: RunRecord): number =>
  deviationsOf(record).filter((deviation) => isKnown(record, deviation)).length;

/** How many deviations there are, and what they come to: `12 deviations (101 of 235 rules broken, 9 masked)`. */
export function headingsText(record: RunRecord, headings: readonly Deviation[]): string {
  const masked = new Set(headings.flatMap((one) => one.masked.map(({ rule }) => rule))).size;
  const fails = record.rules.filter((rule) => rule.status === 'fail' && !isExcused(record, rule)).length;
  return [
    `${headings.length} ${headings.length === 1 ? 'deviation' : 'deviations'}`,
    `(${fails} of ${record.rules.length} ${record.rules.length === 1 ? 'rule' : 'rules'} broken${masked > 0 ? `, ${masked} masked` : ''})`,
  ].join(' ');
}
