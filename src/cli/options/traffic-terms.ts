import { type Command, InvalidArgumentError } from 'commander';
import type { Terms } from '../../traffic/rules/rule.ts';
import { integerOf } from './values.ts';

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

/** Times in seconds here. Where time is free, it is taken. */
const DEFAULTS = { alarm: 1e-5, miss: 1e-3, factor: 1.5 };
const FREE = { requests: 2_000_000, settle: 300, slack: 2, patience: Number.POSITIVE_INFINITY, runs: 20 };
const REAL = { requests: 10_000, settle: 1, slack: 5, patience: 60, runs: 20 };

export function addTermOptions(command: Command): Command {
  return command
    .option(
      '--alarm <p>',
      'highest probability that a statistical rule breaks on a right edge (default: 0.00001)',
      probabilityOf,
    )
    .option(
      '--miss <p>',
      'highest probability that it holds on an edge that is off by the factor (default: 0.001)',
      probabilityOf,
    )
    .option('--factor <n>', 'how far off a share must be to be found for certain (default: 1.5)', factorOf)
    .option('--requests <n>', 'most requests of a rule (default: 10000 over the wire, 2000000 in process)', integerOf)
    .option(
      '--settle <s>',
      'seconds in which a change must take effect (default: 1 over the wire, 300 in process)',
      integerOf,
    )
    .option(
      '--slack <s>',
      "seconds round a session's end in which nothing is demanded (default: 5 over the wire, 2 in process)",
      integerOf,
    )
    .option(
      '--patience <s>',
      'longest time that a rule may wait (default: 60; in process waiting takes no time)',
      integerOf,
    )
    .option('--runs <n>', 'random cases of a rule (default: 20)', integerOf);
}

/** The terms that options give, on a clock that is free or real. */
export function termsOf(options: TermOptions, virtual: boolean): Terms {
  const { alarm, miss, factor, requests, settle, slack, patience, runs } = {
    ...DEFAULTS,
    ...(virtual ? FREE : REAL),
    ...Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)),
  } as Required<TermOptions>;
  return { alarm, miss, factor, requests, runs, settle: settle * 1000, slack: slack * 1000, patience: patience * 1000 };
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
