import type { Outcome } from '../core/outcome.ts';

/** Codes that ask to come back later, whatever their status (FIELD row 16). */
const THROTTLED = new Set([
  'Throttling',
  'ThrottlingException',
  'ThrottledException',
  'TooManyRequestsException',
  'RequestLimitExceeded',
  'RequestThrottled',
  'BandwidthLimitExceeded',
  'SlowDown',
  'ServiceUnavailable',
]);

/** Why an outcome says nothing about the request and may pass: `throttled`, or `reset` where the connection broke. */
export function passing(outcome: Outcome): 'throttled' | 'reset' | undefined {
  if (outcome.kind === 'refused' && THROTTLED.has(outcome.error.code)) return 'throttled';
  if (outcome.kind === 'refused' || outcome.kind === 'unreadable')
    return outcome.status === 429 || outcome.status === 503 ? 'throttled' : undefined;
  return outcome.kind === 'lost' && /^connection closed|ECONNRESET|EPIPE|socket hang up/.test(outcome.reason)
    ? 'reset'
    : undefined;
}

/** Statuses of a failure that may be over when the same is asked again (RFC 9110, 15.6). */
const FAILED = new Set([500, 502, 504]);

/** Whether an answer says that the server, or one before it, failed. */
export function failed(outcome: Outcome): boolean {
  return (outcome.kind === 'refused' || outcome.kind === 'unreadable') && FAILED.has(outcome.status ?? 0);
}

/** Milliseconds to wait that an answer asks for: Retry-After in seconds or as a date (RFC 9110, 10.2.3). */
export function retryAfter(outcome: Outcome, now: number): number | undefined {
  if (outcome.kind !== 'refused' && outcome.kind !== 'unreadable') return undefined;
  const text = outcome.headers?.['retry-after']?.trim();
  if (text === undefined) return undefined;
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
