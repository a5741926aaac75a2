import type { Contract } from '../core/contract.ts';
import type { Outcome } from '../core/outcome.ts';

/**
 * Codes that ask to come back later, whatever their status: all that the AWS SDKs take for throttling or for a failure that
 * passes (FIELD rows 16 and 22), and those that such answers have elsewhere.
 */
const THROTTLED = new Set([
  'BandwidthLimitExceeded',
  'EC2ThrottledException',
  'LimitExceededException',
  'PriorRequestNotComplete',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'RequestThrottled',
  'RequestThrottledException',
  'RequestTimeout',
  'RequestTimeoutException',
  'ServiceUnavailable',
  'ServiceUnavailableException',
  'SlowDown',
  'ThrottledException',
  'Throttling',
  'ThrottlingException',
  'TimeoutError',
  'TooManyRequests',
  'TooManyRequestsException',
  'TransactionInProgressException',
]);

/**
 * Why an outcome says nothing about the request and may pass: `throttled`, `reset` where the connection broke, or `refused`
 * where there was none. An error of the service itself, such as a quota, is an answer, whatever its status.
 */
export function passing({ errors }: Contract, outcome: Outcome): 'throttled' | 'reset' | 'refused' | undefined {
  switch (outcome.kind) {
    case 'refused':
      if (outcome.error.code in errors) return undefined;
      if (THROTTLED.has(outcome.error.code)) return 'throttled';
      return isBusy(outcome.status) ? 'throttled' : undefined;
    case 'unreadable':
      return isBusy(outcome.status) ? 'throttled' : undefined;
    case 'lost':
      if (outcome.unreached) return 'refused';
      return /^connection closed|ECONNRESET|EPIPE|socket hang up/.test(outcome.reason) ? 'reset' : undefined;
    default:
      return undefined;
  }
}

/** Too Many Requests (RFC 6585, 4) and Service Unavailable (RFC 9110, 15.6.4). */
const isBusy = (status: number | undefined): boolean => status === 429 || status === 503;

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
