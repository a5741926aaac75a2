import type { RunRecord } from '../../core/run-record.ts';
import { deviationsOf } from '../../deviations/deviations.ts';
import { type RunVerdict, verdictOf } from '../../report/verdict.ts';

/** One heading of a report: what it says of an implementation, and from which request on. */
export interface Heading {
  /** The same whatever the seed. */
  key: string;
  sentence: string;
  /** Whether it only warns. */
  warns: boolean;
  operations: string[];
  places: string[];
  /** Rules that it explains, and that it masks. */
  rules: string[];
  masked: string[];
  /** Requests sent until its first finding. */
  after: number;
}

/** What a run's report says of an implementation. */
export interface Account {
  verdict: RunVerdict;
  /** In the order of the report. */
  headings: Heading[];
  /** `rule on operation` of every finding. */
  broken: string[];
  /** Rules without a verdict, with the reason. */
  unjudged: { rule: string; reason: string }[];
  /** All rules of the run. */
  rules: number;
}

/** What the report of a run says. */
export function accountOf(record: RunRecord): Account {
  return {
    verdict: verdictOf(record),
    headings: deviationsOf(record).map(
      ({ key, sentence, warns, operations, places, rules, masked, findings }): Heading => ({
        key,
        sentence,
        warns,
        operations,
        places,
        rules,
        masked: masked.map(({ rule }) => rule),
        after: Math.min(...findings.map(({ after }) => after)),
      }),
    ),
    broken: record.rules.flatMap(({ id, broken }) => Object.keys(broken).map((operation) => `${id} on ${operation}`)),
    unjudged: record.rules
      .filter(({ status }) => status === 'skip' || status === 'error')
      .map(({ id, reason = '' }) => ({ rule: id, reason })),
    rules: record.rules.length,
  };
}
