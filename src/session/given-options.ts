import { closest } from '../core/closest.ts';
import { UsageError } from '../core/usage.ts';
import type { HttpOptions } from '../targets/http.ts';
import type { RunOptions } from './judging.ts';

/** The names of all members of a type, which the compiler holds to be complete. */
type Names<T> = Record<keyof T, true>;

const RUN: Names<Required<RunOptions>> = {
  target: true,
  endpoint: true,
  http: true,
  fetch: true,
  reference: true,
  resource: true,
  contract: true,
  rules: true,
  exclude: true,
  phases: true,
  seed: true,
  runs: true,
  concurrency: true,
  settle: true,
  patience: true,
  staging: true,
  known: true,
  signal: true,
};

const HTTP: Names<Required<HttpOptions>> = {
  timeout: true,
  sign: true,
  credentials: true,
  region: true,
  headers: true,
  ca: true,
  connections: true,
  reach: true,
};

const KNOWN = ['rule', 'reason', 'expires', 'link'];

/** What names a target; exactly one of them is given. */
const TARGETS = ['target', 'endpoint', 'fetch', 'reference'] as const;

/**
 * Refuses options that would be ignored, and options that name no target: a mistake there would judge the built-in reference,
 * which conforms. `more`: names of further options. Throws a UsageError.
 */
export function checkGiven(options: RunOptions = {}, more: readonly string[] = []): void {
  expectNames(options, [...Object.keys(RUN), ...more], 'option');
  const given = TARGETS.filter((name) => options[name] !== undefined && (options[name] as unknown) !== false);
  if (given.length === 0)
    throw new UsageError(
      'no target was given; give target, endpoint or fetch, or reference: true to judge the built-in reference',
    );
  if (given.length > 1) throw new UsageError(`${given.join(' and ')} name different targets; give one of them`);
  if (options.http !== undefined && options.endpoint === undefined)
    throw new UsageError('http needs endpoint: it says how requests are sent there');
  if (options.resource !== undefined && options.contract !== undefined)
    throw new UsageError('resource and contract name different contracts; give one of them');
  if (options.http) expectNames(options.http, Object.keys(HTTP), 'option http.');
  if (Array.isArray(options.known))
    for (const entry of options.known) expectNames(entry, KNOWN, 'member of a known deviation: ');
}

function expectNames(given: object, names: readonly string[], what: string): void {
  const unknown = Object.keys(given).find((name) => !names.includes(name));
  if (unknown === undefined) return;
  const [best] = closest(unknown, names);
  const place = what.endsWith('.') || what.endsWith(' ') ? what : `${what} `;
  throw new UsageError(
    `there is no ${place}${unknown}; ${best === undefined ? `there are ${names.join(', ')}` : `did you mean ${best}?`}`,
  );
}
