import type { Contract } from '../core/contract.ts';
import { DEFAULT_TIMING } from '../core/timing.ts';
import { UsageError } from '../core/usage.ts';
import { assertReach, OutOfReach, type Reach, reachOf } from '../reach/reach.ts';
import type { TargetOptions } from './target-options.ts';

/** How hard a target may be worked. */
export interface Limits {
  /** Rules judged at the same time. */
  concurrency: number;
  /** Requests a second; undefined for no limit. */
  rate: number | undefined;
  /** Requests in all; undefined for no limit. */
  budget: number | undefined;
  /** Random cases of a rule on one operation. */
  runs: number;
  /** Milliseconds that a late read or list may take to settle; undefined where nobody said it. */
  settle: number | undefined;
  /** Milliseconds to wait for a state that takes real time. */
  patience: number;
}

/** Random cases of a rule on one operation, but for the real service. */
export const DEFAULT_RUNS = 50;

const NEAR: Limits = {
  concurrency: 4,
  rate: undefined,
  budget: undefined,
  runs: DEFAULT_RUNS,
  settle: undefined,
  patience: DEFAULT_TIMING.patience,
};

/** The real service is slow, shared and may cost money. */
const AWS: Limits = { concurrency: 1, rate: 2, budget: 2_000, runs: 2, settle: 30_000, patience: 30 * 60_000 };

/** The limits for a place, over which options go. */
export function limitsFor(reach: Reach, options: Partial<Record<keyof Limits, number | undefined>>): Limits {
  const given = Object.entries(options).filter(([name, value]) => name in NEAR && value !== undefined);
  return { ...(reach === 'aws' ? AWS : NEAR), ...Object.fromEntries(given) };
}

/**
 * How far requests may go by the options. Throws a UsageError where one of their URLs leads farther, or where the endpoint
 * would get what it must not.
 */
export function allowedReach(options: TargetOptions & { reset?: URL }): Reach {
  const allowed: Reach = options.allowRemote ? (options.allowAws ? 'aws' : 'remote') : 'loopback';
  const { ready, reset } = options;
  const endpoint = options.endpoint === undefined ? undefined : new URL(options.endpoint);
  for (const url of [endpoint, ready, reset]) if (url) within(url, allowed);
  if (!endpoint) return allowed;
  const secret = options.profile !== undefined || options.credentials !== undefined;
  const reach = reachOf(endpoint);
  if (reach === 'aws' && allowed === 'aws' && !secret)
    throw new UsageError('AWS does not accept dummy credentials; name real ones with --profile or --credentials env');
  if (reach !== 'loopback' && secret && endpoint.protocol === 'http:')
    throw new UsageError(`real credentials are never sent to ${endpoint.host} in clear text; give an https:// URL`);
  return allowed;
}

function within(url: URL, allowed: Reach): void {
  try {
    assertReach(url, allowed);
  } catch (error) {
    throw error instanceof OutOfReach ? new UsageError(error.message) : error;
  }
}

/** What a person must know before requests go to AWS. */
export function awsWarning(contract: Contract, { host }: URL, { budget, rate, concurrency }: Limits): string[] {
  const kinds = Object.keys(contract.resources).join(' and ');
  return [
    `${host} is AWS itself. This run creates, changes and deletes resources of its own there (${kinds}), and touches no other.`,
    `It sends at most ${budget ?? 'any number of'} requests, ${rate ?? 'any number'} a second, ${concurrency} at a time.`,
  ];
}
