import type { Deviation } from '../reference/deviation.ts';
import { FAULTS } from '../reference/faults/index.ts';
import { VARIANTS } from '../reference/variants/index.ts';
import type { Suite } from './suite.ts';
import { type Trial, type TrialOptions, trial } from './trial.ts';

/** An implementation by name, as it can be told to another thread. */
export type Subject = { fault: string } | { variant: string } | 'reference';

/** One piece of a grade's work. */
export interface Task {
  subject: Subject;
  options: TrialOptions;
}

/** Does a task here; a thread of its own, or a test, calls it. */
export function perform(suite: Suite, { subject, options }: Task): Promise<Trial> {
  return trial(suite, deviationsOf(subject), options);
}

function deviationsOf(subject: Subject): Deviation[] {
  if (subject === 'reference') return [];
  const [all, name]: [readonly (Deviation & { name: string })[], string] =
    'fault' in subject ? [FAULTS, subject.fault] : [VARIANTS, subject.variant];
  const found = all.find((one) => one.name === name);
  if (!found) throw new Error(`there is no ${JSON.stringify(subject)}`);
  return [found];
}
