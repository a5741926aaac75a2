import type { Comparison } from '../core/comparison.ts';
import type { Finding } from '../core/event.ts';
import type { RunRecord } from '../core/run-record.ts';
import type { Deviation } from './deviation.ts';
import { deviationsOf } from './deviations.ts';
import { grouped } from './symptom.ts';

/** Deviations of two runs by key: of the later one those that the earlier shows too, and those that it does not; of the earlier those that the later lacks. */
export function sortedByKey(
  now: readonly Deviation[],
  before: readonly Deviation[],
): Record<'left' | 'added' | 'gone', Deviation[]> {
  const lacks = (all: readonly Deviation[]): ((one: Deviation) => boolean) => {
    const keys = new Set(all.map(({ key }) => key));
    return ({ key }) => !keys.has(key);
  };
  const isNew = lacks(before);
  return { left: now.filter((one) => !isNew(one)), added: now.filter(isNew), gone: before.filter(lacks(now)) };
}

/**
 * Whether a deviation of an earlier run, which a later one does not show, is fixed: on each operation that showed it, a rule
 * that it broke there was judged again, and one of these rules holds. Others may be broken there by something else now. What
 * was not judged again may still be there.
 */
export function fixedIn({ rules }: RunRecord): (deviation: Deviation) => boolean {
  const known = new Map(rules.map((rule) => [rule.id, rule]));
  const timesIn = (counts: 'judged' | 'broken', { rule, operation }: Finding): number => {
    const record = known.get(rule);
    return !record || record.status === 'skip' || record.status === 'error' ? 0 : (record[counts][operation] ?? 0);
  };
  const isJudged = (finding: Finding): boolean => timesIn('judged', finding) > 0;
  const holds = (finding: Finding): boolean => isJudged(finding) && timesIn('broken', finding) === 0;
  return ({ findings }) =>
    findings.some(holds) && grouped(findings, ({ operation }) => operation).every(([, shown]) => shown.some(isJudged));
}

/** Which deviations of an earlier run are fixed, and which are left or new. */
export function compared(now: RunRecord, before: RunRecord): Comparison {
  const { left, added, gone } = sortedByKey(deviationsOf(now), deviationsOf(before));
  const isFixed = fixedIn(now);
  return {
    started: before.started,
    fixed: gone.filter(isFixed).map(({ sentence }) => sentence),
    unseen: gone.filter((one) => !isFixed(one)).map(({ sentence }) => sentence),
    left: left.map(({ key }) => key),
    added: added.map(({ key }) => key),
  };
}

/** The same in a line: `since 2026-01-02 03:04: 3 fixed, 9 left, 1 new`. */
export function comparisonText({ started, fixed, unseen, left, added }: Comparison): string {
  const counts = [
    `${fixed.length} fixed`,
    `${left.length} left`,
    `${added.length} new`,
    ...(unseen.length > 0 ? [`${unseen.length} not judged again`] : []),
  ];
  return `since ${started.slice(0, 16).replace('T', ' ')}: ${counts.join(', ')}`;
}
