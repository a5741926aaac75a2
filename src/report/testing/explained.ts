import type { Difference } from '../../core/difference.ts';
import type { Finding, RecordedStep } from '../../core/event.ts';
import type { JsonObject } from '../../core/json.ts';
import type { Deviation } from '../../deviations/deviation.ts';
import { deviationsOf } from '../../deviations/deviations.ts';
import { sampleRecords, sampleStep } from './sample-run.ts';

/** A finding as a test writes it: its differences alone, or with the calls that show them. */
export type Shown = Partial<Difference>[] | { differences: Partial<Difference>[]; steps: Finding['steps'] };

/** The deviations that explain findings with these differences, a rule each. */
export function explained(...found: Shown[]): Deviation[] {
  const rules = found.map((one, index) => {
    const { differences, steps } = Array.isArray(one) ? { differences: one, steps: undefined } : one;
    const all = differences.map((each): Difference => ({ kind: 'loses', operation: 'PlantTree', ...each }));
    return {
      id: `Rule.r${index}`,
      status: 'fail' as const,
      findings: [{ differences: all, ...(steps ? { steps } : {}) }],
    };
  });
  return deviationsOf(sampleRecords({ rules })[0]!);
}

/** Their keys, sorted. */
export const keys = (...found: Shown[]): string[] =>
  explained(...found)
    .map(({ key }) => key)
    .sort();

/** A call that sends a tree. */
export const called = (operation: string, Tree: JsonObject, outcome: string): RecordedStep =>
  sampleStep({ operation, input: { Tree }, outcome });

/** The only call of a finding, which is refused. */
export const sent = (Tree: JsonObject, operation = 'PlantTree'): RecordedStep[] => [
  called(operation, Tree, '400 InvalidTree'),
];
