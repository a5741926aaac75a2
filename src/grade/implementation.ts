import { BASES } from '../reference/bases.ts';
import { FAULTS } from '../reference/faults/index.ts';
import type { Modification } from '../reference/modification.ts';
import { VARIANTS } from '../reference/variants/index.ts';
import type { Suite } from './suite.ts';
import { type Trial, type TrialOptions, trial } from './trial.ts';

/** An implementation by name, for another thread. `on`: the base on top of which it is judged. */
export type GradedImplementation =
  | (({ fault: string } | { variant: string }) & { on?: string })
  | { base: string }
  | 'reference';

/** One piece of a grade's work. */
export interface GradeTask {
  subject: GradedImplementation;
  options: TrialOptions;
}

/** Does a task here; a thread of its own, or a test, calls it. */
export function perform(suite: Suite, { subject, options }: GradeTask): Promise<Trial> {
  return trial(suite, modificationsOf(subject), options);
}

function modificationsOf(subject: GradedImplementation): Modification[] {
  if (subject === 'reference') return [];
  if ('base' in subject) return [named(BASES, subject.base).modification];
  const own = 'fault' in subject ? named(FAULTS, subject.fault) : named(VARIANTS, subject.variant);
  return [...(subject.on === undefined ? [] : [named(BASES, subject.on).modification]), own];
}

function named<T extends { name: string }>(all: readonly T[], name: string): T {
  const found = all.find((one) => one.name === name);
  if (!found) throw new Error(`there is no ${name}`);
  return found;
}
