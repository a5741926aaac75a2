import { closest } from '../core/closest.ts';
import { UsageError } from '../core/usage.ts';
import type { RunOptions } from './run-options.ts';
import type { RunSettings } from './run-settings.ts';
import type { TargetOptions } from './target-options.ts';

/** The names of all members of a type, which the compiler holds to be complete. */
type MemberNames<T> = Record<keyof T, true>;

const TARGET: MemberNames<Required<TargetOptions>> = {
  reference: true,
  target: true,
  fetch: true,
  endpoint: true,
  sdk: true,
  module: true,
  handler: true,
  nock: true,
  readOnly: true,
  sign: true,
  header: true,
  region: true,
  ca: true,
  timeout: true,
  allowRemote: true,
  allowAws: true,
  profile: true,
  credentials: true,
  rate: true,
  budget: true,
  start: true,
  ready: true,
};

const SETTINGS: MemberNames<Required<RunSettings>> = {
  resource: true,
  contract: true,
  rules: true,
  exclude: true,
  ownRules: true,
  phases: true,
  shard: true,
  seed: true,
  runs: true,
  best: true,
  concurrency: true,
  settle: true,
  patience: true,
  require: true,
  staging: true,
  reset: true,
  recorded: true,
  known: true,
  knownStrict: true,
};

const RUN: MemberNames<Required<Omit<RunOptions, keyof TargetOptions | keyof RunSettings>>> = {
  name: true,
  record: true,
  fromCassette: true,
  folder: true,
  earlier: true,
  signal: true,
  warn: true,
};

/** The names of all options of a run. */
export const RUN_OPTIONS: readonly string[] = Object.keys({ ...TARGET, ...SETTINGS, ...RUN });

const KNOWN = ['deviation', 'rule', 'reason', 'expires', 'link'];

/** What names a target; exactly one of them is given. */
const TARGETS = ['target', 'endpoint', 'fetch', 'handler', 'nock', 'fromCassette', 'reference'] as const;

/**
 * Refuses options that would be ignored, and options that name no target: a mistake there would judge the built-in reference,
 * which conforms. `names`: of the options that there are. Throws a UsageError.
 */
export function checkGiven(options: RunOptions = {}, names: readonly string[] = RUN_OPTIONS): void {
  expectNames(options, names, 'option');
  const given = TARGETS.filter((name) => options[name] !== undefined && (options[name] as unknown) !== false);
  if (given.length === 0)
    throw new UsageError(
      'no target was given; give target, endpoint, fetch or handler, or reference: true to judge the built-in reference',
    );
  if (given.length > 1) throw new UsageError(`${given.join(' and ')} name different targets; give one of them`);
  if (options.resource !== undefined && options.contract !== undefined)
    throw new UsageError('resource and contract name different contracts; give one of them');
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
