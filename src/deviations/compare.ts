import type { Comparison } from '../core/comparison.ts';
import type { RunRecord } from '../core/run-record.ts';
import type { Deviation } from './deviation.ts';
import { deviationsOf } from './deviations.ts';

/** Which deviations of an earlier run are fixed, and which are left or new. One is fixed only if all rules that it broke hold now. */
export function compared(now: RunRecord, before: RunRecord): Comparison {
  const present = deviationsOf(now);
  const earlier = deviationsOf(before);
  const isPresent = ({ key }: Deviation): boolean => present.some((one) => one.key === key);
  const wasThere = ({ key }: Deviation): boolean => earlier.some((one) => one.key === key);
  const statuses = new Map(now.rules.map(({ id, status }) => [id, status]));
  const holds = ({ rules }: Deviation): boolean => rules.every((id) => statuses.get(id) === 'pass');
  const gone = earlier.filter((one) => !isPresent(one));
  return {
    started: before.started,
    fixed: gone.filter(holds).map(({ sentence }) => sentence),
    unseen: gone.filter((one) => !holds(one)).map(({ sentence }) => sentence),
    left: present.filter(wasThere).map(({ key }) => key),
    added: present.filter((one) => !wasThere(one)).map(({ key }) => key),
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
