import type { Difference } from '../core/difference.ts';
import type { Finding } from '../core/event.ts';
import type { RuleRecord, RunRecord } from '../core/run-record.ts';

/** One difference of one finding. */
export interface Symptom {
  rule: RuleRecord;
  finding: Finding;
  difference: Difference;
}

/** All differences of a record, in an order that does not depend on that in which they were found. */
export function symptomsOf({ rules }: RunRecord): Symptom[] {
  return rules.flatMap((rule) =>
    [...rule.findings]
      .sort(compareFindings)
      .flatMap((finding) => differencesIn(finding).map((difference): Symptom => ({ rule, finding, difference }))),
  );
}

/** Of records that hold no differences, a rule is known to be broken and no more. */
function differencesIn(finding: Finding): Difference[] {
  const { differences = [], rule, operation } = finding;
  return differences.length > 0 ? differences : [{ kind: 'broken', operation, about: rule }];
}

/** The smaller evidence first: fewer calls, then a smaller request. */
export function compareFindings(one: Finding, other: Finding): number {
  return (
    one.steps.length - other.steps.length ||
    sizeOf(one) - sizeOf(other) ||
    compareTexts(`${one.operation} ${one.actual}`, `${other.operation} ${other.actual}`)
  );
}

const sizeOf = ({ steps }: Finding): number => JSON.stringify(steps.at(-1)?.input ?? {}).length;

export const compareTexts = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

/** Each value once, in the order in which they come. */
export const distinct = <T>(values: readonly T[]): T[] => [...new Set(values)];

/** Values under a key each, in the order in which the keys come. */
export function grouped<T>(values: readonly T[], keyOf: (value: T) => string): [string, T[]][] {
  const groups = new Map<string, T[]>();
  for (const value of values) {
    const key = keyOf(value);
    const group = groups.get(key);
    if (group) group.push(value);
    else groups.set(key, [value]);
  }
  return [...groups];
}
