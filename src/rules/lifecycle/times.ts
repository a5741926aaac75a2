import { timePath } from '../../contracts/resource.ts';
import type { Resource } from '../../core/contract.ts';
import type { Json } from '../../core/json.ts';
import { valueAt } from '../../core/path.ts';
import type { Step } from '../../core/test-context.ts';

/** Answers may give whole seconds in one place and parts of them in another. */
export const GRAIN_MS = 1_000;

/** A timestamp as RFC 3339 and ISO 8601 write it; the letters may be in lower case. */
export const TIMESTAMP = /^\d{4}-\d\d-\d\dt\d\d:\d\d(:\d\d([.,]\d+)?)?(z|[+-]\d\d:?\d\d)$/i;

const PARTS = /[.,]\d*[1-9]/;

/** The time of the last change in an answer; undefined where there is none. */
export function timeOf(resource: Resource, { outcome }: Step): string | undefined {
  const path = timePath(resource);
  const time = outcome.kind === 'response' && path ? valueAt(outcome.output, path) : undefined;
  return typeof time === 'string' ? time : undefined;
}

/** Milliseconds since 1970; NaN for what is no timestamp. */
export function millisecondsOf(time: Json | undefined): number {
  return typeof time === 'string' && TIMESTAMP.test(time)
    ? Date.parse(time.toUpperCase().replace(',', '.'))
    : Number.NaN;
}

/** The digits of the parts of a second in which a time is told: 0 for whole seconds. */
export const digitsOf = (time: string): number => (PARTS.exec(time)?.[0].length ?? 1) - 1;

/** Whether a time is told in parts of a second. */
export const hasParts = (time: string): boolean => PARTS.test(time);

/** Whether two values are the same moment, as exactly as both of them tell it. */
export function sameMoment(one: Json | undefined, other: Json | undefined): boolean {
  if (one === other) return true;
  const [first, second] = [millisecondsOf(one), millisecondsOf(other)];
  if (Number.isNaN(first) || Number.isNaN(second)) return false;
  const exact = hasParts(String(one)) && hasParts(String(other));
  // Parts of a second may be cut to fewer digits in one of two answers.
  return Math.abs(first - second) < (exact ? 10 : GRAIN_MS);
}
