import type { RunRecord } from '../core/run-record.ts';
import { fixedIn, sortedByKey } from '../deviations/compare.ts';
import type { Deviation } from '../deviations/deviation.ts';
import { headingsOf } from './headings.ts';

/** Which deviations of a run a later one shows to be fixed, left or new. */
export interface Since {
  /** No longer there, although what showed them was judged again. */
  fixed: Deviation[];
  /** Still there, or not judged again; as the later run shows them where it does. */
  left: Deviation[];
  /** Only there in the later run. */
  fresh: Deviation[];
}

/**
 * Compares two runs on the same target by the keys of their deviations. `before`: those that were open. `failing`: tokens of those
 * whose calls failed again in the later run, which may show them as part of another.
 */
export function changesSince(
  before: readonly Deviation[],
  record: RunRecord,
  failing: ReadonlySet<string> = new Set(),
): Since {
  const { left, added, gone } = sortedByKey(headingsOf(record), before);
  const isFixed = fixedIn(record);
  const fixed = gone.filter((one) => isFixed(one) && !failing.has(one.finding.token));
  return { fixed, left: [...left, ...gone.filter((one) => !fixed.includes(one))], fresh: added };
}

/** `3 fixed, 9 left, 0 new`. */
export const sinceText = ({ fixed, left, fresh }: Since): string =>
  `${fixed.length} fixed, ${left.length} left, ${fresh.length} new`;
