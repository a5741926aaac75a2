import type { CaseStep, FuzzCase } from '../case.ts';
import type { Workshop } from '../workshop.ts';

/** A way to make another case of a case. */
export interface Mutation {
  name: string;
  /** How often it is chosen, beside the others. */
  weight: number;
  /** Undefined where there is nothing to change. */
  apply(original: FuzzCase, workshop: Workshop): FuzzCase | undefined;
}

/** The case with one step replaced. */
export const withStep = ({ steps }: FuzzCase, index: number, step: CaseStep): FuzzCase => ({
  steps: steps.map((one, at) => (at === index ? step : one)),
});

/** The case with steps put in before one. */
export const withInserted = ({ steps }: FuzzCase, index: number, ...added: CaseStep[]): FuzzCase => ({
  steps: [...steps.slice(0, index), ...added, ...steps.slice(index)],
});

/** A step that fits, chosen with its number; undefined where none does. */
export function pickStep(
  { steps }: FuzzCase,
  { random }: Workshop,
  fits: (step: CaseStep) => boolean,
): { step: CaseStep; index: number } | undefined {
  const fitting = steps.map((step, index) => ({ step, index })).filter(({ step }) => fits(step));
  return fitting.length === 0 ? undefined : random.pick(fitting);
}
