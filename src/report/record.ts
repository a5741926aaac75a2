import type { RuleResult, RunEvent, Status } from '../core/event.ts';
import { given } from '../core/given.ts';
import type { Hindrance } from '../core/hindrance.ts';
import type { OpenMatter } from '../core/open-matter.ts';
import type { Phase } from '../core/rule.ts';
import type { PhaseRecord, RuleRecord, RunRecord } from '../core/run-record.ts';
import { knownOf } from './known.ts';

/** Most findings of one rule that a record keeps; the rest is only counted. */
export const FINDINGS_KEPT = 10;

/** Most notes that a record keeps. */
export const NOTES_KEPT = 200;

/** Most open matters that a record keeps. */
const OPEN_KEPT = 2_000;

/** Most charts that a record keeps. */
const CHARTS_KEPT = 200;

const ORDER: readonly Status[] = ['skip', 'pass', 'warn', 'fail', 'error'];

/** Puts the events of one run together, in one pass. A stream that breaks off gives what it holds. */
export function recordOf(events: Iterable<RunEvent>): RunRecord {
  const record = emptyRecord();
  const take = recorder(record);
  for (const event of events) take(event);
  return record;
}

/** The record of a run of which nothing is known yet. */
export function emptyRecord(): RunRecord {
  return {
    version: '',
    target: { name: '' },
    seed: 0,
    started: '',
    runs: 0,
    phases: [],
    contract: { source: '', digest: '', service: '' },
    seconds: 0,
    requests: 0,
    retries: 0,
    complete: false,
    interrupted: false,
    rules: [],
    preflight: [],
    work: [],
    latency: [],
    notes: [],
    charts: [],
    open: [],
  };
}

/** A function that takes one event after the other into a record. */
export function recorder(record: RunRecord): (event: RunEvent) => void {
  const rules = new Map<string, RuleRecord>();
  const seen = new Set<string>();
  return (event) => {
    switch (event.type) {
      case 'start': {
        const { type: _, format: __, rules: infos, ...head } = event;
        Object.assign(record, head);
        for (const info of infos) {
          const known = knownOf(head.known, info.id);
          const rule: RuleRecord = {
            ...info,
            status: 'skip',
            requests: 0,
            ms: 0,
            judged: {},
            broken: {},
            findings: [],
            ...(known ? { known } : {}),
          };
          rules.set(info.id, rule);
          record.rules.push(rule);
        }
        break;
      }
      case 'preflight': {
        const { type: _, ...answer } = event;
        record.preflight.push(answer);
        break;
      }
      case 'phase':
        workOf(record, event.phase);
        break;
      case 'finding': {
        const { finding } = event;
        const rule = rules.get(finding.rule);
        if (!rule) break;
        rule.broken[finding.operation] = (rule.broken[finding.operation] ?? 0) + 1;
        if (rule.findings.length < FINDINGS_KEPT) rule.findings.push(finding);
        rule.status = worst(rule.status, rule.evidence === 'inferred' ? 'warn' : 'fail');
        break;
      }
      case 'judged': {
        const rule = rules.get(event.rule);
        if (!rule) break;
        rule.status = worst(rule.status, event.status);
        rule.requests += event.requests;
        rule.ms += event.ms;
        for (const [operation, count] of Object.entries(event.operations)) {
          rule.judged[operation] = (rule.judged[operation] ?? 0) + count;
        }
        takeReason(rule, event);
        const work = workOf(record, event.phase);
        work.requests += event.requests;
        work.ms += event.ms;
        for (const [bucket, count] of event.latency.entries())
          record.latency[bucket] = (record.latency[bucket] ?? 0) + count;
        break;
      }
      case 'note':
        if (record.notes.length < NOTES_KEPT) record.notes.push({ ...given({ rule: event.rule }), text: event.text });
        break;
      case 'chart':
        if (record.charts.length < CHARTS_KEPT) record.charts.push({ rule: event.rule, chart: event.chart });
        break;
      case 'open':
        takeOpen(record, event, seen);
        break;
      case 'progress':
      case 'fuzzing':
        record.requests = event.requests;
        break;
      case 'end': {
        const { type: _, ...tail } = event;
        Object.assign(record, tail, { complete: true });
        break;
      }
    }
  };
}

/** Shards and lanes may tell of the same. */
function takeOpen(
  { open }: RunRecord,
  { operation, matter, broken, did, code, shown }: OpenMatter,
  seen: Set<string>,
): void {
  const told: OpenMatter = { operation, matter, broken, did, ...given({ code, shown }) };
  const key = JSON.stringify(told);
  if (seen.has(key) || open.length >= OPEN_KEPT) return;
  seen.add(key);
  open.push(told);
}

/** Of several reasons, the one that is least of an excuse. */
const WEIGHTS = ['option', 'transport', 'not-implemented', 'step', 'unobserved', undefined] as const;

function takeReason(rule: RuleRecord, { reason, hindrance }: RuleResult): void {
  const weight = (one: Hindrance | undefined): number => WEIGHTS.indexOf(one?.kind);
  if (reason !== undefined && (rule.reason === undefined || weight(hindrance) >= weight(rule.hindrance))) {
    rule.reason = reason;
    if (hindrance) rule.hindrance = hindrance;
    else delete rule.hindrance;
  }
  if (rule.status !== 'skip' && rule.status !== 'error') delete rule.reason;
  if (rule.status !== 'skip') delete rule.hindrance;
}

function workOf(record: RunRecord, phase: Phase): PhaseRecord {
  const found = record.work.find((work) => work.phase === phase);
  if (found) return found;
  const work = { phase, requests: 0, ms: 0 };
  record.work.push(work);
  return work;
}

/** The worse of two statuses. */
export function worst(a: Status, b: Status): Status {
  return ORDER.indexOf(a) > ORDER.indexOf(b) ? a : b;
}

/** How many rules have each status. */
export function summaryOf(record: RunRecord): Record<Status, number> {
  const summary: Record<Status, number> = { pass: 0, fail: 0, warn: 0, skip: 0, error: 0 };
  for (const { status } of record.rules) summary[status]++;
  return summary;
}

/** Why a rule has no verdict; undefined where it has one. */
export function reasonOf(record: RunRecord, { status, reason }: RuleRecord): string | undefined {
  if (status !== 'skip' && status !== 'error') return undefined;
  if (reason !== undefined) return reason;
  if (!record.complete) return 'the record ends before it was judged';
  return record.error ?? (record.shard ? 'another shard judges it' : 'it was not reached');
}
