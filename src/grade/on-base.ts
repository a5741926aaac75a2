import picomatch from 'picomatch';
import type { Base } from '../reference/bases.ts';
import type { Fault } from '../reference/faults/fault.ts';
import { percent } from './figures.ts';
import type { GradeTask } from './implementation.ts';
import type { Suite } from './suite.ts';
import type { Trial, TrialOptions } from './trial.ts';
import { wrapped } from './wrapped.ts';

/** What the suite makes of faults on a server with which something else is wrong altogether. */
export interface BaseGrade {
  base: string;
  about: string;
  /** Faults that some rule can still tell: one that does not need the base and does not fail on it alone. */
  visible: number;
  /** Names of those among them that no such rule found. */
  missed: string[];
  /** Names of faults that the base hides. */
  hidden: string[];
  /** Rules that do not need the base, and those of them that could not be judged on it alone. */
  concerned: number;
  silent: { rule: string; reason: string }[];
  /** What the rules work with there instead of what they would try first. */
  prepared: NonNullable<Trial['prepared']>;
}

/** The least share of the visible faults that must be found on a base, and the largest of the rules that may be silent. */
const FOUND = 0.95;
const SILENT = 0.03;

export interface BaseOptions {
  faults: readonly Fault[];
  options: TrialOptions;
  perform(task: GradeTask): Promise<Trial>;
  /** Called after each fault. */
  progress?(done: { done: number; total: number; missed: number }): void;
}

/** Judges faults on top of a base. */
export async function gradeOnBase(suite: Suite, base: Base, work: BaseOptions): Promise<BaseGrade> {
  const { faults, options, perform, progress } = work;
  const ids = [...suite.rules.answer, ...suite.rules.active].map(({ id }) => id);
  const alone = await perform({ subject: { base: base.name }, options });
  const known = new Set(alone.sightings.map(({ rule }) => rule));
  const concerned = ids.filter((id) => !base.rests.test(id));
  const told = faults.map((fault) => ({ fault, rules: rulesThatTell(fault, concerned, known) }));
  const visible = told.filter(({ rules }) => rules.length > 0);
  const missed: string[] = [];
  let done = 0;
  await Promise.all(
    visible.map(async ({ fault, rules }) => {
      const until = rules.length === 1 ? rules[0] : `{${rules.join(',')}}`;
      const { sightings } = await perform({
        subject: { fault: fault.name, on: base.name },
        options: { ...options, until },
      });
      if (!sightings.some(({ rule }) => rules.includes(rule))) missed.push(fault.name);
      progress?.({ done: ++done, total: visible.length, missed: missed.length });
    }),
  );
  return {
    base: base.name,
    about: base.about,
    visible: visible.length,
    missed,
    hidden: told.filter(({ rules }) => rules.length === 0).map(({ fault }) => fault.name),
    concerned: concerned.length,
    silent: alone.skipped.filter(({ rule }) => concerned.includes(rule)),
    prepared: (alone.prepared ?? []).filter(({ instead }) => instead !== undefined),
  };
}

function rulesThatTell({ breaks }: Fault, concerned: readonly string[], known: ReadonlySet<string>): string[] {
  const names = picomatch(breaks, { bash: true });
  return concerned.filter((id) => names(id) && !known.has(id));
}

/** What makes such a grade fail, as sentences; none if it holds. */
export function baseFailures({ base, visible, missed, concerned, silent }: BaseGrade): string[] {
  return [
    ...(visible > 0 && 1 - missed.length / visible < FOUND ? [`${base}: too many faults are missed`] : []),
    ...(silent.length / concerned > SILENT ? [`${base}: too many rules are silent`] : []),
  ];
}

/** Such a grade as lines for a person. */
export function baseText(grade: BaseGrade, { verbose = false, width = 100 } = {}): string[] {
  const { base, about, visible, missed, hidden, concerned, silent, prepared } = grade;
  const found = visible - missed.length;
  const failures = baseFailures(grade);
  return [
    ...wrapped(`${base}: ${about}`, width, 2),
    ...missed.map((name) => `MISSED ${name}`),
    ...silent.flatMap(({ rule, reason }) => wrapped(`SILENT ${rule}: ${reason}`, width, 7)),
    ...(verbose ? hidden.map((name) => `hidden ${name}`) : []),
    ...prepared.flatMap(({ preparation, way, instead }) =>
      wrapped(`instead ${preparation}: ${way}, not ${instead ?? ''}`, width, 8),
    ),
    ...(visible > 0
      ? [`faults       ${found} of ${visible} found (${percent(found / visible)}), ${hidden.length} hidden by the base`]
      : []),
    `silent       ${silent.length} of ${concerned} rules that do not need it (${percent(silent.length / concerned)})`,
    failures.length === 0 ? 'HOLDS' : `DOES NOT HOLD: ${failures.join('; ')}`,
  ];
}
