import fc, { type Arbitrary } from 'fast-check';
import type { HttpResponse } from '../core/outcome.ts';

/** What comes between a wrapper and the service. */
export type Disturbance =
  /** The service is asked later. */
  | { kind: 'throttling'; status: number; code: string }
  /** The service fails before it does anything. */
  | { kind: 'server-error'; status: number; code: string }
  /** A refusal for good, before anything is done. */
  | { kind: 'refusal'; status: number; code: string }
  /** The answer comes late, by `ms`. */
  | { kind: 'slow'; ms: number }
  /** The answer's body ends after this share of it, from 0 to 1. */
  | { kind: 'cut'; share: number }
  /** The connection is reset, before or after the service did what was asked. */
  | { kind: 'reset'; done: boolean }
  /** The answer has an element, a nested one and a header that no documentation knows. */
  | { kind: 'unknown-members' }
  /** Somebody else changes the resource just before the wrapper writes to it. */
  | { kind: 'concurrent-change' }
  /** This answer in the place of the service's, which is not asked. */
  | { kind: 'answer'; response: HttpResponse };

/** A disturbance and when it comes. */
export interface Planned {
  /** The first request that it may meet, from 1. */
  at: number;
  /** Meets only requests that write, the first ones from there on; a concurrent change always does. */
  writes?: true;
  /** How many requests it meets. */
  times: number;
  disturbance: Disturbance;
}

/** For `times`: as long as the conversation lasts. */
export const FOREVER = 1_000_000;

/** Throttling as the service does it: 400, 429 or 503. */
export const throttling: Arbitrary<Disturbance> = fc.constantFrom(
  { kind: 'throttling', status: 400, code: 'Throttling' },
  { kind: 'throttling', status: 429, code: 'TooManyRequestsException' },
  { kind: 'throttling', status: 503, code: 'ServiceUnavailable' },
);

const serverErrors: Arbitrary<Disturbance> = fc.constantFrom(
  { kind: 'server-error', status: 500, code: 'InternalFailure' },
  { kind: 'server-error', status: 503, code: 'ServiceUnavailable' },
);

/** What a wrapper can't help by asking again. */
export const refusals: Arbitrary<Disturbance> = fc.constantFrom({
  kind: 'refusal',
  status: 403,
  code: 'AccessDenied',
});

const connections: Arbitrary<Disturbance> = fc.oneof(
  fc.record({ kind: fc.constant('reset' as const), done: fc.boolean() }),
  fc.integer({ min: 0, max: 9 }).map((tenths): Disturbance => ({ kind: 'cut', share: tenths / 10 })),
);

/** What no wrapper may mind. */
export const harmless: Arbitrary<Disturbance> = fc.oneof(
  fc.constant<Disturbance>({ kind: 'unknown-members' }),
  fc.integer({ min: 1, max: 30 }).map((ms): Disturbance => ({ kind: 'slow', ms })),
);

/** Whether a disturbance by itself keeps a request from its success. */
export const hinders = (disturbance: Disturbance | undefined): boolean =>
  disturbance !== undefined && !['unknown-members', 'slow', 'concurrent-change'].includes(disturbance.kind);

/** Plans of one disturbance, which comes once unless told otherwise. Shrinks towards the first request. */
export function once(
  disturbance: Arbitrary<Disturbance>,
  { latest = LATEST, ...more }: { latest?: number } & Partial<Planned> = {},
): Arbitrary<Planned[]> {
  return fc.record({ at: early(latest), disturbance }).map((one) => [{ times: 1, ...more, ...one }]);
}

/** The number of a request: most often one of the first four, since conversations are short. */
function early(latest: number): Arbitrary<number> {
  return fc.oneof(
    { weight: 3, arbitrary: fc.integer({ min: 1, max: Math.min(4, latest) }) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: latest }) },
  );
}

/** Requests of a usual conversation. */
const LATEST = 8;

export interface Disturbances {
  /** Most at the same time. */
  most?: number;
  /** The last request at which one begins. */
  latest?: number;
}

/**
 * Plans of up to `most` disturbances of every kind: throttling, server errors, refusals, slow, cut and reset answers,
 * unknown elements and members, a concurrent change. The smallest plan has none.
 */
export function disturbances({ most = 2, latest = LATEST }: Disturbances = {}): Arbitrary<Planned[]> {
  const disturbance = fc.oneof(
    { weight: 3, arbitrary: throttling },
    { weight: 2, arbitrary: serverErrors },
    { weight: 1, arbitrary: refusals },
    { weight: 2, arbitrary: connections },
    { weight: 1, arbitrary: harmless },
    { weight: 1, arbitrary: fc.constant<Disturbance>({ kind: 'concurrent-change' }) },
  );
  const planned = fc.record({ at: early(latest), times: TIMES, disturbance });
  return fc.array(planned, { maxLength: most });
}

/** Once, a few times, or for good. */
const TIMES = fc.constantFrom(1, 1, 2, FOREVER);

/** Plans that keep a wrapper from its end, once or for good, and some that must not. */
export function obstacles(): Arbitrary<Planned[]> {
  const disturbance = fc.oneof(throttling, serverErrors, refusals, connections, harmless);
  return fc.record({ at: early(LATEST), times: TIMES, disturbance }).map((one): Planned[] => [one]);
}
