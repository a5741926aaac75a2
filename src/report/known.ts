import picomatch from 'picomatch';
import type { KnownDeviation, KnownDeviations } from '../core/known.ts';
import type { RuleRecord, RunRecord } from '../core/run-record.ts';

/** The first deviation that is known of a rule. */
export function knownOf(known: KnownDeviations | undefined, rule: string): KnownDeviation | undefined {
  return known?.entries.find((entry) => speaksOf(entry, rule));
}

/** Whether a broken rule does not count, because the deviation is known and has not expired. */
export function isExcused(record: RunRecord, { known, status }: RuleRecord): boolean {
  return known !== undefined && (status === 'fail' || status === 'warn') && !hasExpired(record, known);
}

/** What is wrong with the list of known deviations itself, as sentences. */
export function complaintsOf(record: RunRecord): string[] {
  const { entries = [], strict = false } = record.known ?? {};
  return entries.flatMap((entry) => {
    const rules = record.rules.filter(({ id }) => speaksOf(entry, id));
    const broken = rules.some(({ status }) => status === 'fail' || status === 'warn');
    if (broken)
      return hasExpired(record, entry) ? [`the known deviation ${entry.rule} expired on ${entry.expires}`] : [];
    const holds = rules.length > 0 && rules.every(({ status }) => status === 'pass');
    return strict && holds ? [`${entry.rule} is a known deviation, but holds now: take it off the list`] : [];
  });
}

/** Known deviations for all that is broken: those of the list that still are, and drafts for the others. */
export function draftKnown(record: RunRecord): KnownDeviation[] {
  const broken = record.rules.filter(({ status }) => status === 'fail');
  const kept = (record.known?.entries ?? []).filter((entry) => broken.some(({ id }) => speaksOf(entry, id)));
  const drafts = broken
    .filter(({ known }) => known === undefined)
    .map(({ id, findings }) => ({ rule: id, reason: `not looked into yet: ${findings[0]?.actual ?? 'broken'}` }));
  return [...kept, ...drafts];
}

function speaksOf({ rule }: KnownDeviation, id: string): boolean {
  return picomatch.isMatch(id, rule, { nocase: true, bash: true });
}

function hasExpired({ started }: RunRecord, { expires }: KnownDeviation): boolean {
  return expires !== undefined && expires < started.slice(0, 10);
}
