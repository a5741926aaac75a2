import picomatch from 'picomatch';
import type { RuleInfo } from '../core/rule.ts';
import type { Fault } from '../reference/faults/fault.ts';
import type { LeftOut } from '../reference/faults/left-out.ts';
import type { Variant } from '../reference/variants/variant.ts';
import { type CurvePoint, curveOf, shareAt } from './curve.ts';
import { quantile } from './quantile.ts';
import type { Sighting, Trial } from './trial.ts';

/** A fault, and what the suite made of it. */
export interface FaultGrade {
  name: string;
  kind: Fault['kind'];
  about: string;
  breaks: string;
  /** The first finding of a rule that names the cause; undefined for a survivor. */
  found?: Sighting;
  /** Every rule that found something, the first one first. */
  seen: { rule: string; after: number; right: boolean }[];
  requests: number;
  error?: string;
}

/** A variant, or the reference itself, and what the suite held against it. */
export interface VariantGrade {
  name: string;
  about: string;
  seeds: number;
  /** Findings of rules that may fail a target, and what kept the suite from judging. */
  alarms: { rule: string; seed: number; what: string }[];
  /** Rules that are inferred and only warned. */
  warnings: string[];
  /** Rules that could not be judged with any seed. */
  unjudged: string[];
  requests: number;
}

/** A rule, and the faults that it found. */
export interface RuleGrade {
  rule: string;
  found: string[];
  /** It found them when it was judged by itself, because others were quicker. */
  alone?: true;
}

export interface Grade {
  version: string;
  /** ISO 8601 date. */
  date: string;
  seconds: number;
  faults: FaultGrade[];
  /** Derived faults that were not tried, and why. */
  leftOut: readonly LeftOut[];
  variants: VariantGrade[];
  rules: RuleGrade[];
  /** The share of the faults that is found, by requests. */
  curve: CurvePoint[];
  summary: Summary;
}

export interface Summary {
  faults: number;
  found: number;
  /** Share of the faults that a rule found which names the cause, from 0 to 1. */
  killRate: number;
  /** Requests to the first finding that names the cause, over the faults that were found. */
  median: number;
  p90: number;
  /** The share of the faults that so many requests find. */
  best: CurvePoint;
  /** Nothing was found. */
  survivors: string[];
  /** Something was found, but by no rule that names the cause. */
  misnamed: string[];
  /** Runs against variants and against the reference itself. */
  conforming: number;
  falseAlarms: number;
  /** Rules that find no fault. */
  idle: string[];
}

export function gradeFault({ name, kind, about, breaks }: Fault, trial: Trial): FaultGrade {
  const names = picomatch(breaks, { bash: true });
  const found = trial.sightings.find(({ rule }) => names(rule));
  return {
    name,
    kind,
    about,
    breaks,
    ...(found ? { found } : {}),
    seen: trial.sightings.map(({ rule, after }) => ({ rule, after, right: names(rule) })),
    requests: trial.requests,
    ...(trial.error === undefined ? {} : { error: trial.error }),
  };
}

/** `trials`: one a seed. */
export function gradeVariant(
  { name, about }: Pick<Variant, 'name' | 'about'>,
  trials: { seed: number; trial: Trial }[],
): VariantGrade {
  const alarms: VariantGrade['alarms'] = [];
  const warnings = new Set<string>();
  for (const { seed, trial } of trials) {
    for (const { rule, evidence, operation, expected, actual } of trial.sightings) {
      if (evidence === 'inferred') warnings.add(rule);
      else alarms.push({ rule, seed, what: `${operation}: expected ${expected}, got ${actual}` });
    }
    if (trial.error !== undefined) alarms.push({ rule: '', seed, what: trial.error });
  }
  const [first, ...others] = trials.map(({ trial }) => new Set(trial.skipped.map(({ rule }) => rule)));
  return {
    name,
    about,
    seeds: trials.length,
    alarms,
    warnings: [...warnings],
    unjudged: [...(first ?? [])].filter((rule) => others.every((skipped) => skipped.has(rule))),
    requests: trials.reduce((sum, { trial }) => sum + trial.requests, 0),
  };
}

/** The number of requests of which the summary tells what it is worth. */
const BEST = 300;

export function summaryOf(faults: FaultGrade[], variants: VariantGrade[], rules: RuleGrade[]): Summary {
  const found = faults.filter((fault) => fault.found);
  const missed = faults.filter((fault) => !fault.found);
  const costs = found.map((fault) => fault.found!.after);
  return {
    faults: faults.length,
    found: found.length,
    killRate: faults.length === 0 ? 1 : found.length / faults.length,
    median: quantile(costs, 0.5),
    p90: quantile(costs, 0.9),
    best: { requests: BEST, share: shareAt(curveOf(faults), BEST) },
    survivors: missed.filter(({ seen }) => seen.length === 0).map(({ name }) => name),
    misnamed: missed.filter(({ seen }) => seen.length > 0).map(({ name }) => name),
    conforming: variants.reduce((sum, { seeds }) => sum + seeds, 0),
    falseAlarms: variants.reduce((sum, { alarms }) => sum + alarms.length, 0),
    idle: rules.filter((rule) => rule.found.length === 0).map(({ rule }) => rule),
  };
}

/** The faults that each rule found. */
export function rulesGraded(rules: readonly RuleInfo[], faults: readonly FaultGrade[]): RuleGrade[] {
  return rules.map(({ id }) => ({
    rule: id,
    found: faults.filter(({ seen }) => seen.some(({ rule, right }) => right && rule === id)).map(({ name }) => name),
  }));
}

/** What makes a grade fail, as sentences; none if it holds. */
export function failuresOf({ survivors, misnamed, falseAlarms, idle }: Summary): string[] {
  return [
    ...list(survivors, 'is found by no rule', 'are found by no rule'),
    ...list(misnamed, 'is found by wrong rules only', 'are found by wrong rules only'),
    ...list(idle, 'finds no fault', 'find no fault'),
    ...(falseAlarms > 0 ? [falseAlarms === 1 ? '1 false alarm' : `${falseAlarms} false alarms`] : []),
  ];
}

/** What a command that grades ends with: 1 where the grade fails. */
export const exitCodeOf = ({ summary }: Pick<Grade, 'summary'>): 0 | 1 => (failuresOf(summary).length === 0 ? 0 : 1);

function list(names: string[], one: string, many: string): string[] {
  return names.length === 0 ? [] : [`${names.join(', ')} ${names.length === 1 ? one : many}`];
}
