import type { RuleRecord, RunRecord } from '../core/run-record.ts';
import type { Deviation } from '../deviations/deviation.ts';
import { unexplained } from '../deviations/explanation.ts';
import { headingsOf, headingsText } from './headings.ts';
import { complaintsOf, isExcused, uncheckedIn } from './known.ts';
import { summaryOf } from './record.ts';

const WORDS = { 0: 'CONFORMS', 1: 'DOES NOT CONFORM', 2: 'INCONCLUSIVE' } as const;

export type RunVerdict = (typeof WORDS)[0 | 1 | 2] | 'CONFORMS IN PART' | 'NOT JUDGED';

/** In part: more rules were not judged than hold, since the target lacks what they need. */
export function verdictOf(record: RunRecord): RunVerdict {
  const { pass, skip } = summaryOf(record);
  const word = WORDS[exitCodeOf(record)];
  if (word === 'INCONCLUSIVE' && !isAnythingJudged(record)) return 'NOT JUDGED';
  return word === 'CONFORMS' && skip > pass ? 'CONFORMS IN PART' : word;
}

/**
 * 1: a documented, standard or recorded rule is broken, or the list of known deviations is out of date. 0: none is, and each
 * rule was judged or could not be for a reason that stands in the report: an option, an absent operation, the transport, a
 * finding beside it. 2: anything else.
 */
export function exitCodeOf(record: RunRecord): 0 | 1 | 2 {
  const { rules, complete, interrupted, error } = record;
  if (rules.some((rule) => rule.status === 'fail' && !isExcused(record, rule))) return 1;
  const isWhole = complete && !interrupted && error === undefined && rules.every(({ status }) => status !== 'error');
  if (!isWhole || !isAnythingJudged(record) || unexplained(record).length > 0) return 2;
  return complaintsOf(record).length > 0 ? 1 : 0;
}

/** The exit code of several runs side by side: 2 if one could not be judged, or if there is none, else the worst. */
export function exitCodeOfAll(records: RunRecord[]): 0 | 1 | 2 {
  return records.length === 0 ? 2 : (Math.max(...records.map(exitCodeOf)) as 0 | 1 | 2);
}

/** Whether a documented rule was judged. */
function isAnythingJudged(record: RunRecord): boolean {
  return record.rules.some(
    (rule) =>
      rule.evidence === 'documented' &&
      ((rule.status === 'pass' && Object.keys(rule.judged).length > 0) || isExcused(record, rule)),
  );
}

/** How many rules hold, are broken and so on, as words; what there is none of is left out. */
export function countsText(record: RunRecord): string {
  const { pass, skip, error } = summaryOf(record);
  const excused = record.rules.filter((rule) => isExcused(record, rule));
  const counted = record.rules.filter((rule) => !excused.includes(rule));
  const warn = counted.filter(({ status }) => status === 'warn').length;
  const headings = headingsOf(record);
  const silent = unexplained(record).length;
  const absent = record.preflight.filter(({ state }) => state === 'missing').length;
  const all = record.preflight.length;
  return [
    ...(headings.length > 0 ? [headingsText(record, headings)] : []),
    ...(pass > 0 || skip === 0 ? [`${pass} ${pass === 1 ? 'rule holds' : 'rules hold'}`] : []),
    ...(excused.length > 0 ? [`${excused.length} known to be broken`] : []),
    ...listText(record),
    ...(warn > 0 ? [warnedText(warn, counted, headings)] : []),
    ...(skip > 0
      ? [
          `${skip} ${pass > 0 ? '' : rulesText(skip)}not judged${silent > 0 && record.error === undefined ? ` (${silent} unexplained)` : ''}`,
        ]
      : []),
    ...(error > 0 ? [`${error} in error`] : []),
    ...(absent > 0 ? [`${all - absent} of ${all} operations implemented`] : []),
  ].join(', ');
}

/** How many rules only warned; one that no heading of a warning shows is named, since it would be looked for. */
function warnedText(count: number, counted: readonly RuleRecord[], headings: readonly Deviation[]): string {
  const shown = new Set(headings.flatMap(({ warns, rules }) => (warns ? rules : [])));
  const hidden = counted.filter(({ status, id }) => status === 'warn' && !shown.has(id));
  const names = hidden.slice(0, 2).map(({ id }) => id);
  return `${count} warned${hidden.length === 0 ? '' : ` (${names.join(', ')}${hidden.length > 2 ? ', …' : ''}, beside what fails)`}`;
}

/** What is wrong with the list of known deviations, and whether that alone fails the run. */
function listText(record: RunRecord): string[] {
  const outdated = complaintsOf(record).length;
  const unchecked = uncheckedIn(record);
  const isAlone = !record.rules.some((rule) => rule.status === 'fail' && !isExcused(record, rule));
  const fails = isAlone && exitCodeOf(record) === 1 ? ', which fails the run' : '';
  return [
    ...(outdated > 0 ? [`${entriesText(outdated)} out of date${fails}`] : []),
    ...(unchecked > 0 ? [`${entriesText(unchecked)} could not be checked`] : []),
  ];
}

const entriesText = (count: number): string => `${count} known ${count === 1 ? 'entry' : 'entries'}`;

const rulesText = (count: number): string => (count === 1 ? 'rule ' : 'rules ');

/** What kept a run from being whole; undefined for one that is. */
export function flawOf(record: RunRecord): string | undefined {
  if (record.error !== undefined) return record.error;
  if (record.interrupted) return 'partial: it was interrupted';
  return record.complete ? undefined : 'partial: the record ends early';
}

/** What a run took, and the seed by which it is run again, as words. */
export function effortText({ requests, seconds, seed }: RunRecord): string {
  return `${requests} ${requests === 1 ? 'request' : 'requests'} in ${seconds.toFixed(1)} s, seed ${seed}`;
}
