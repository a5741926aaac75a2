import type { Finding, RunEvent, Status } from '../core/event.ts';
import type { Phase, RuleInfo } from '../core/rule.ts';

/** One rule as a run left it. */
export interface RuleRecord extends RuleInfo {
  status: Status;
  reason?: string;
  requests: number;
  /** Judgements by operation. */
  judged: Record<string, number>;
  findings: Finding[];
}

/** All that a run's events say, put together. */
export interface RunRecord {
  version: string;
  target: { name: string; url?: string };
  seed: number;
  started: string;
  runs: number;
  phases: Phase[];
  contract: { source: string; digest: string };
  seconds: number;
  requests: number;
  retries: number;
  /** False where the stream broke off. */
  complete: boolean;
  interrupted: boolean;
  error?: string;
  rules: RuleRecord[];
  preflight: { operation: string; state: string; detail: string }[];
  notes: { rule?: string; text: string }[];
}

const ORDER: readonly Status[] = ['skip', 'pass', 'warn', 'fail', 'error'];

/** Puts the events of one run together, in one pass. A stream that breaks off gives what it holds. */
export function recordOf(events: Iterable<RunEvent>): RunRecord {
  const record = emptyRecord();
  const take = recorder(record);
  for (const event of events) take(event);
  return record;
}

export function emptyRecord(): RunRecord {
  return {
    version: '',
    target: { name: '' },
    seed: 0,
    started: '',
    runs: 0,
    phases: [],
    contract: { source: '', digest: '' },
    seconds: 0,
    requests: 0,
    retries: 0,
    complete: false,
    interrupted: false,
    rules: [],
    preflight: [],
    notes: [],
  };
}

/** A function that takes one event after the other into a record. */
export function recorder(record: RunRecord): (event: RunEvent) => void {
  const rules = new Map<string, RuleRecord>();
  return (event) => {
    switch (event.type) {
      case 'start': {
        const { type: _, format: __, rules: infos, ...head } = event;
        Object.assign(record, head);
        for (const info of infos) {
          const rule: RuleRecord = { ...info, status: 'skip', requests: 0, judged: {}, findings: [] };
          rules.set(info.id, rule);
          record.rules.push(rule);
        }
        break;
      }
      case 'preflight':
        record.preflight.push({ operation: event.operation, state: event.state, detail: event.detail });
        break;
      case 'finding': {
        const rule = rules.get(event.finding.rule);
        if (!rule) break;
        rule.findings.push(event.finding);
        rule.status = worst(rule.status, rule.evidence === 'inferred' ? 'warn' : 'fail');
        break;
      }
      case 'judged': {
        const rule = rules.get(event.rule);
        if (!rule) break;
        rule.status = worst(rule.status, event.status);
        rule.requests += event.requests;
        for (const [operation, count] of Object.entries(event.operations)) {
          rule.judged[operation] = (rule.judged[operation] ?? 0) + count;
        }
        if (event.reason !== undefined) rule.reason = event.reason;
        if (rule.status === 'pass') delete rule.reason;
        break;
      }
      case 'note':
        record.notes.push({ ...(event.rule === undefined ? {} : { rule: event.rule }), text: event.text });
        break;
      case 'progress':
        record.requests = event.requests;
        break;
      case 'phase':
        break;
      case 'end': {
        const { type: _, ...tail } = event;
        Object.assign(record, tail, { complete: true });
        break;
      }
    }
  };
}

function worst(a: Status, b: Status): Status {
  return ORDER.indexOf(a) > ORDER.indexOf(b) ? a : b;
}

/** How many rules have each status. */
export function summaryOf(record: RunRecord): Record<Status, number> {
  const summary: Record<Status, number> = { pass: 0, fail: 0, warn: 0, skip: 0, error: 0 };
  for (const { status } of record.rules) summary[status]++;
  return summary;
}

/** 0: conforms. 1: a rule whose evidence may fail is broken. 2: nothing that can be relied on was found out. */
export function exitCodeOf(record: RunRecord): 0 | 1 | 2 {
  const { fail, error } = summaryOf(record);
  if (fail > 0) return 1;
  const judged = record.rules.some(({ status, evidence }) => evidence === 'documented' && status === 'pass');
  return record.error !== undefined || error > 0 || !judged || !record.complete ? 2 : 0;
}
