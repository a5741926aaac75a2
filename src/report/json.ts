import type { RecordedStep, Status } from '../core/event.ts';
import type { Evidence } from '../core/evidence.ts';
import { type RunRecord, summaryOf } from './record.ts';

/** The JSON report; `report.schema.json` describes it. */
export interface JsonReport {
  version: string;
  target: { name: string; url?: string };
  seed: number;
  started: string;
  seconds: number;
  requests: number;
  summary: Record<Status, number>;
  rules: {
    id: string;
    evidence: Evidence;
    status: Status;
    reason?: string;
    requests: number;
    findings: {
      operation: string;
      expected: string;
      actual: string;
      request: RecordedStep['request'] | null;
      response: RecordedStep['response'] | null;
      reproduce: string;
    }[];
  }[];
}

export function jsonReport(record: RunRecord): JsonReport {
  return {
    version: record.version,
    target: record.target,
    seed: record.seed,
    started: record.started,
    seconds: record.seconds,
    requests: record.requests,
    summary: summaryOf(record),
    rules: record.rules.map(({ id, evidence, status, reason, requests, findings }) => ({
      id,
      evidence,
      status,
      ...(reason === undefined ? {} : { reason }),
      requests,
      findings: findings.map(({ operation, expected, actual, steps, reproduce }) => ({
        operation,
        expected,
        actual,
        request: steps.at(-1)?.request ?? null,
        response: steps.at(-1)?.response ?? null,
        reproduce,
      })),
    })),
  };
}
