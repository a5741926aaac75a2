import { isExcused } from './known.ts';
import { exitCodeOf, summaryOf } from './record.ts';
import type { RunRecord } from './run-record.ts';

const WORDS = { 0: 'CONFORMS', 1: 'DOES NOT CONFORM', 2: 'NOT JUDGED' } as const;

export type Verdict = (typeof WORDS)[0 | 1 | 2] | 'CONFORMS IN PART';

/** In part: more rules were not judged than hold, since the target lacks what they need. */
export function verdictOf(record: RunRecord): Verdict {
  const { pass, skip } = summaryOf(record);
  const word = WORDS[exitCodeOf(record)];
  return word === 'CONFORMS' && skip > pass ? 'CONFORMS IN PART' : word;
}

/** How many rules hold, are broken and so on, as words; what there is none of is left out. */
export function countsText(record: RunRecord): string {
  const { pass, skip, error } = summaryOf(record);
  const excused = record.rules.filter((rule) => isExcused(record, rule));
  const counted = record.rules.filter((rule) => !excused.includes(rule));
  const fail = counted.filter(({ status }) => status === 'fail').length;
  const warn = counted.filter(({ status }) => status === 'warn').length;
  return [
    `${pass} ${pass === 1 ? 'rule holds' : 'rules hold'}`,
    ...(fail > 0 ? [`${fail} broken`] : []),
    ...(excused.length > 0 ? [`${excused.length} known to be broken`] : []),
    ...(warn > 0 ? [`${warn} warned`] : []),
    ...(skip > 0 ? [`${skip} not judged`] : []),
    ...(error > 0 ? [`${error} in error`] : []),
  ].join(', ');
}

/** What kept a run from being whole; undefined for one that is. */
export function flawOf(record: RunRecord): string | undefined {
  if (record.error !== undefined) return record.error;
  if (record.interrupted) return 'partial: it was interrupted';
  return record.complete ? undefined : 'partial: it broke off';
}

/** What a run took, and the seed by which it is run again, as words. */
export function effortText({ requests, seconds, seed }: RunRecord): string {
  return `${requests} ${requests === 1 ? 'request' : 'requests'} in ${seconds.toFixed(1)} s, seed ${seed}`;
}
