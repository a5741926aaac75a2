import picomatch from 'picomatch';
import { PHASES } from '../core/rule.ts';
import type { Fault } from '../reference/faults/fault.ts';
import type { LeftOut } from '../reference/faults/left-out.ts';
import type { Variant } from '../reference/variants/variant.ts';
import { curveOf } from './curve.ts';
import {
  type FaultGrade,
  type Grade,
  gradeFault,
  gradeVariant,
  type RuleGrade,
  rulesGraded,
  summaryOf,
  type VariantGrade,
} from './grade.ts';
import type { GradeTask } from './implementation.ts';
import type { Suite } from './suite.ts';
import type { Trial, TrialOptions } from './trial.ts';

export interface GradeOptions {
  faults: readonly Fault[];
  /** What is not tried, and why; the grade only tells it. */
  leftOut?: readonly LeftOut[];
  variants: readonly Variant[];
  /** The name of a base on top of which everything is judged: what it breaks by itself is no alarm. */
  base?: string | undefined;
  /** Seeds with which each variant and the reference itself are judged; with none nothing that conforms is. */
  seeds: number;
  /** Tasks that come first in every run, as they do in a user's. */
  order: readonly string[];
  /** Judges every fault by every rule, so that the matrix is complete. */
  full?: boolean;
  /** Judges by itself each rule that found nothing because others were quicker. */
  alone?: boolean;
  /** Does the tasks; many may be under way at once. */
  perform(task: GradeTask): Promise<Trial>;
  /** Called after each task. */
  progress?(done: GradeProgress): void;
}

/** How far a grade is. */
export interface GradeProgress {
  /** Runs of the suite. */
  done: number;
  total: number;
  /** Faults that were judged, and how many of them were found. */
  judged: number;
  found: number;
  alarms: number;
}

const SEED = 1;

/** Judging a fault: alone, so that requests can be counted. Listings of ours are never late. */
const ON_FAULTS: TrialOptions = { seed: SEED, runs: 20, settle: 50, lanes: 1 };

/** Phases that make a matrix complete: random cases repeat what edges and sequences do, but for a few faults. */
const TELLING = PHASES.filter((phase) => phase !== 'random');

/** Judging what conforms: as a run does, with fewer random cases, for there are many seeds. */
const ON_VARIANTS: TrialOptions = { seed: SEED, runs: 8, settle: 2_000, lanes: 4 };

/** Judges the suite by faults, variants and the reference itself. */
export async function grade(suite: Suite, options: GradeOptions): Promise<Grade> {
  const { faults, variants, seeds, order, perform } = options;
  const started = performance.now();
  const reference = { name: 'reference', about: 'The reference as it is documented.' };
  const conforming = seeds === 0 ? [] : [reference, ...variants];
  const progress: GradeProgress = {
    done: 0,
    total: faults.length + conforming.length * seeds,
    judged: 0,
    found: 0,
    alarms: 0,
  };
  const tell = (): void => {
    progress.done++;
    options.progress?.(progress);
  };

  const onFaults = Promise.all(
    faults.map(async (fault): Promise<FaultGrade> => {
      const judge = async (how: Partial<TrialOptions>): Promise<FaultGrade> =>
        gradeFault(fault, await perform({ subject: { fault: fault.name }, options: { ...ON_FAULTS, order, ...how } }));
      const whole = options.full ? await judge({ phases: TELLING }) : undefined;
      const result = whole?.found ? whole : await judge({ until: fault.breaks });
      progress.judged++;
      if (result.found) progress.found++;
      tell();
      return result;
    }),
  );
  const onVariants = Promise.all(
    conforming.map(async (variant): Promise<VariantGrade> => {
      const subject = variant.name === 'reference' ? 'reference' : { variant: variant.name };
      const trials = Array.from({ length: seeds }, async (_, index) => {
        const seed = SEED + index;
        const trial = await perform({ subject, options: { ...ON_VARIANTS, order, seed } });
        progress.alarms += gradeVariant(variant, [{ seed, trial }]).alarms.length;
        tell();
        return { seed, trial };
      });
      return gradeVariant(variant, await Promise.all(trials));
    }),
  );
  const graded = await onFaults;
  const byRule = rulesGraded([...suite.rules.answer, ...suite.rules.active], graded);
  const rules = options.alone ? await rulesAlone(suite, options, byRule) : byRule;
  const others = await onVariants;
  return {
    version: suite.version,
    date: new Date().toISOString().slice(0, 10),
    seconds: Math.round((performance.now() - started) / 1000),
    faults: graded,
    leftOut: options.leftOut ?? [],
    variants: others,
    rules,
    curve: curveOf(graded),
    summary: summaryOf(graded, others, rules),
  };
}

/** A rule that found nothing, because others were quicker, is judged alone on the faults that are its own. */
async function rulesAlone(
  { rules: { active } }: Suite,
  { faults, perform }: GradeOptions,
  graded: RuleGrade[],
): Promise<RuleGrade[]> {
  return Promise.all(
    graded.map(async ({ rule, found }) => {
      if (found.length > 0) return { rule, found };
      const own = faults.filter(({ breaks }) => picomatch(breaks, { bash: true })(rule));
      // A rule on answers needs others that ask.
      const rules = active.some(({ id }) => id === rule) ? { rules: rule } : {};
      for (const fault of own) {
        const { sightings } = await perform({
          subject: { fault: fault.name },
          options: { ...ON_FAULTS, ...rules, until: rule },
        });
        if (sightings.some((seen) => seen.rule === rule)) return { rule, found: [fault.name], alone: true };
      }
      return { rule, found };
    }),
  );
}
