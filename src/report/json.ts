import type { Chart } from '../core/chart.ts';
import type { Comparison } from '../core/comparison.ts';
import type { RecordedStep, Shard, Status } from '../core/event.ts';
import type { Evidence } from '../core/evidence.ts';
import { given } from '../core/given.ts';
import type { KnownDeviation } from '../core/known.ts';
import type { RunRecord } from '../core/run-record.ts';
import type { Deviation } from '../deviations/deviation.ts';
import { deviationsOf } from '../deviations/deviations.ts';
import { type Explanation, explanationOf } from '../deviations/explanation.ts';
import { excuseOf } from './known.ts';
import { type ProfileEntry, profileOf } from './open-profile.ts';
import { reasonOf, summaryOf } from './record.ts';

/** The JSON report of one run; `report.schema.json` describes it. */
export interface JsonReport {
  version: string;
  target: { name: string; url?: string };
  seed: number;
  started: string;
  seconds: number;
  requests: number;
  /** False for a run that was cut off: what it says so far. */
  complete: boolean;
  interrupted: boolean;
  error?: string;
  shard?: Shard;
  /** What the target was asked of each operation. */
  operations: RunRecord['preflight'];
  summary: Record<Status, number>;
  /** What the target does otherwise than documented, what explains and masks most first. Findings by rule are in `rules`. */
  deviations: {
    key: string;
    kind: string;
    sentence: string;
    operations: string[];
    places: string[];
    hint?: string;
    /** Whether it only breaks inferred rules. */
    warns: boolean;
    rules: string[];
    masked: { rule: string; why: string }[];
    /** The rule and the operation of the finding that shows it with least. */
    evidence: { rule: string; operation: string; expected: string; actual: string; reproduce: string; token: string };
  }[];
  /** How it compares with an earlier run, where one was named. */
  comparison?: Comparison;
  rules: {
    id: string;
    demands: string;
    evidence: Evidence;
    status: Status;
    reason?: string;
    /** Of a broken rule: the key of the deviation that breaks it. */
    deviation?: string;
    /** Of a rule that was not judged: what in this report explains it; null where nothing does. */
    explanation?: Explanation | null;
    known?: KnownDeviation;
    requests: number;
    findings: {
      operation: string;
      expected: string;
      actual: string;
      request: RecordedStep['request'] | null;
      response: RecordedStep['response'] | null;
      reproduce: string;
      token: string;
    }[];
  }[];
  /** What rules saw, for the eye; only where there is any. */
  /** What the target did where the documentation is silent; only where there is any. */
  open?: ProfileEntry[];
  charts?: { rule: string; chart: Chart }[];
}

/** The reports of several runs side by side. */
export interface JsonReports {
  runs: JsonReport[];
}

/** A run, or several, as one JSON value; its schema is `report.schema.json`. */
export function jsonReports(records: RunRecord[]): JsonReport | JsonReports {
  const [only, ...others] = records.map(jsonReport);
  return others.length === 0 ? only! : { runs: [only!, ...others] };
}

/** A run, or several, as one JSON value; its schema is `report.schema.json`. */
export function jsonReport(record: RunRecord): JsonReport {
  const profile = profileOf(record);
  const deviations = deviationsOf(record);
  return {
    version: record.version,
    target: record.target,
    seed: record.seed,
    started: record.started,
    seconds: record.seconds,
    requests: record.requests,
    complete: record.complete,
    interrupted: record.interrupted,
    ...(record.error === undefined ? {} : { error: record.error }),
    ...(record.shard ? { shard: record.shard } : {}),
    operations: record.preflight,
    summary: summaryOf(record),
    deviations: deviations.map(deviationJson),
    ...given({ comparison: record.comparison }),
    rules: record.rules.map((rule) => ({
      id: rule.id,
      demands: rule.demands,
      evidence: rule.evidence,
      status: rule.status,
      ...withReason(reasonOf(record, rule)),
      ...(rule.status === 'skip' ? { explanation: explanationOf(record, rule) ?? null } : {}),
      ...given({ deviation: deviations.find(({ rules }) => rules.includes(rule.id))?.key }),
      ...given({ known: rule.known ?? excuseOf(record, rule) }),
      requests: rule.requests,
      findings: rule.findings.map(({ operation, expected, actual, steps, reproduce, token }) => ({
        operation,
        expected,
        actual,
        request: steps.at(-1)?.request ?? null,
        response: steps.at(-1)?.response ?? null,
        reproduce,
        token,
      })),
    })),
    ...(profile.length > 0 ? { open: profile } : {}),
    ...(record.charts.length > 0 ? { charts: record.charts } : {}),
  };
}

function deviationJson({ findings: _, finding, ...deviation }: Deviation): JsonReport['deviations'][number] {
  const { rule, operation, expected, actual, reproduce, token } = finding;
  return { ...deviation, evidence: { rule, operation, expected, actual, reproduce, token } };
}

function withReason(reason: string | undefined): { reason?: string } {
  return reason === undefined ? {} : { reason };
}
