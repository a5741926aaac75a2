import type { Comparison } from '../core/comparison.ts';
import type { RunRecord } from '../core/run-record.ts';
import type { Deviation } from './deviation.ts';
import { deviationsOf } from './deviations.ts';

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

/** Whether a rule holds in a record. */
export function holdsIn({ rules }: RunRecord): (rule: string) => boolean {
  const held = new Set(rules.filter(({ status }) => status === 'pass').map(({ id }) => id));
  return (rule) => held.has(rule);
}

/** Which deviations of an earlier run are fixed, and which are left or new. One is fixed only if all rules that it broke hold now. */
export function compared(now: RunRecord, before: RunRecord): Comparison {
  const { left, added, gone } = sortedByKey(deviationsOf(now), deviationsOf(before));
  const holds = holdsIn(now);
  const isFixed = ({ rules }: Deviation): boolean => rules.every(holds);
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
