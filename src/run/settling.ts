import { isNear } from '../reach/reach.ts';

/** Milliseconds that a late listing may take to show a change, and a late read on another machine. */
const SETTLE = 2_000;

/**
 * How long listings and reads may take to show a change. Reads on this machine have no reason to be late, unless somebody
 * says that they are.
 */
export function settling({ url, settle, settleReads }: { url?: string; settle?: number; settleReads?: number }): {
  settle: number;
  settleReads: number;
} {
  return { settle: settle ?? SETTLE, settleReads: settleReads ?? settle ?? (isNear(url) ? 0 : SETTLE) };
}
