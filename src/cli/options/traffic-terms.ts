import { type Command, InvalidArgumentError } from 'commander';
import type { Terms } from '../../traffic/rules/rule.ts';
import { integerOf, secondsOf } from './values.ts';

/** Options that say how sure the traffic rules must be and what they may spend. */
export interface TermOptions {
  alarm?: number;
  miss?: number;
  factor?: number;
  requests?: number;
  settle?: number;
  slack?: number;
  patience?: number;
  runs?: number;
}

/** Times in milliseconds. Where time is free, it is taken. */
const DEFAULTS = { alarm: 1e-5, miss: 1e-3, factor: 1.5 };
const FREE = { requests: 2_000_000, settle: 300_000, slack: 2_000, patience: Number.POSITIVE_INFINITY, runs: 20 };
const REAL = { requests: 10_000, settle: 1_000, slack: 5_000, patience: 60_000, runs: 20 };

export function addTermOptions(command: Command): Command {
  return command
    .option(
      '--alarm <p>',
      'highest probability of a false alarm per statistical rule (default: 0.00001)',
      probabilityOf,
    )
    .option(
      '--miss <p>',
      'highest probability of missing a share that is off by --factor (default: 0.001)',
      probabilityOf,
    )
    .option('--factor <n>', 'smallest deviation of a share to detect, as a factor (default: 1.5)', factorOf)
    .option('--requests <n>', 'most requests per rule (default: 10000 over HTTP, 2000000 in process)', integerOf)
    .option(
      '--settle <s>',
      'time within which a change must take effect (default: 1 over HTTP, 300 in process)',
      secondsOf,
    )
    .option('--slack <s>', 'tolerance around the end of a session (default: 5 over HTTP, 2 in process)', secondsOf)
    .option('--patience <s>', 'longest time a rule may wait (default: 60; waiting in process takes no time)', secondsOf)
    .option('--runs <n>', 'random cases per rule (default: 20)', integerOf);
}

/** The terms that options give, on a clock that is free or real. */
export function termsOf(options: TermOptions, virtual: boolean): Terms {
  const chosen = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
  const { alarm, miss, factor, requests, settle, slack, patience, runs } = {
    ...DEFAULTS,
    ...(virtual ? FREE : REAL),
    ...(chosen as Partial<Terms>),
  };
  return { alarm, miss, factor, requests, runs, settle, slack, patience };
}

export function probabilityOf(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value < 1)) throw new InvalidArgumentError('give a number between 0 and 1');
  return value;
}

function factorOf(text: string): number {
  const value = Number(text);
  if (!(value > 1 && value <= 100)) throw new InvalidArgumentError('give a number above 1, and 100 at most');
  return value;
}
