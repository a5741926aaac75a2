import type { Finding, RecordedStep, RecordLine, RunEvent, Shard, Status } from '../../core/event.ts';
import type { Evidence } from '../../core/evidence.ts';
import type { Hindrance } from '../../core/hindrance.ts';
import type { RuleInfo } from '../../core/rule.ts';
import type { RunRecord } from '../../core/run-record.ts';
import { recordsTaker } from '../records.ts';

/** An invented run of an invented service, for tests of reports. */
export interface Sample {
  target?: string;
  rules?: {
    id: string;
    status: Status;
    evidence?: Evidence;
    reason?: string;
    hindrance?: Hindrance;
    findings?: Partial<Finding>[];
  }[];
  /** Operations that the target lacks. */
  missing?: string[];
  shard?: Shard;
  seed?: number;
  /** Without its end, as a killed run leaves it. */
  cut?: boolean;
}

const OPERATION = 'PlantTree';

export function sampleEvents(sample: Sample = {}): RunEvent[] {
  const { target = 'orchard', seed = 7, rules = [{ id: 'Tree.Height.maximum', status: 'pass' }] } = sample;
  const { missing = [], shard, cut } = sample;
  const events: RunEvent[] = [
    {
      type: 'start',
      format: 1,
      version: '0.0.0',
      target: { name: target, url: 'http://orchard.test/' },
      seed,
      started: '2026-01-02T03:04:05.678Z',
      runs: 5,
      phases: ['edges', 'random'],
      rules: rules.map(ruleInfo),
      contract: { source: 'trees@1.0.0', digest: 'd1', service: 'Orchard' },
      ...(shard ? { shard } : {}),
    },
    { type: 'preflight', operation: OPERATION, state: 'implemented', detail: '400 InvalidTree' },
    ...missing.map(
      (operation): RunEvent => ({ type: 'preflight', operation, state: 'missing', detail: '404 with HTML' }),
    ),
    { type: 'phase', phase: 'edges', tasks: rules.length },
  ];
  for (const [index, rule] of rules.entries()) {
    const { id, status, evidence = 'documented', reason, hindrance, findings = [] } = rule;
    if (shard && index % shard.count !== shard.index - 1) continue;
    for (const finding of findings) events.push({ type: 'finding', finding: sampleFinding(id, evidence, finding) });
    events.push({
      type: 'judged',
      rule: id,
      phase: 'edges',
      status,
      ...(reason === undefined ? {} : { reason }),
      ...(hindrance ? { hindrance } : {}),
      requests: 3,
      operations: { [OPERATION]: 3 },
      ms: 10,
      latency: [1, 2],
    });
    events.push({ type: 'progress', phase: 'edges', done: index + 1, total: rules.length, requests: 1, findings: 0 });
  }
  const judged = events.filter(({ type }) => type === 'judged').length;
  if (!cut) {
    events.push({ type: 'end', seconds: 1.5, requests: 1 + 3 * judged, retries: 0, interrupted: false });
  }
  return events;
}

export function sampleFinding(rule: string, evidence: Evidence, finding: Partial<Finding> = {}): Finding {
  return {
    rule,
    evidence,
    demands: demandOf(rule),
    operation: OPERATION,
    phase: 'edges',
    expected: 'a refusal',
    actual: 'accepted: 201',
    steps: [sampleStep()],
    path: ['Tree', 'Height'],
    supported: { Tree: { Height: 120, Species: 'oak' } },
    reproduce: `cloudfront-conformance run --rules '${rule}' --seed 7`,
    token: 'abc',
    after: 12,
    ...finding,
  };
}

export function sampleStep(step: Partial<RecordedStep> = {}): RecordedStep {
  return {
    operation: OPERATION,
    input: { Tree: { Height: 121, Species: 'oak' } },
    request: {
      method: 'POST',
      url: 'http://orchard.test/tree',
      headers: { 'content-type': 'application/xml' },
      body: { text: '<Tree><Height>121</Height><Species>oak</Species></Tree>' },
    },
    response: { status: 201, headers: { etag: 'E1' }, body: { text: '<Tree><Id>T1</Id></Tree>' } },
    outcome: '201',
    ms: 1.5,
    ...step,
  };
}

/** The records that a stream of lines makes. */
export function sampleRecords(...samples: Sample[]): RunRecord[] {
  const { records, take } = recordsTaker();
  for (const [index, sample] of samples.entries())
    for (const event of sampleEvents(sample)) take({ ...event, run: String(index) });
  return records;
}

/** Lines as a file holds them. */
export function ndjson(lines: RecordLine[]): string {
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
}

function ruleInfo({ id, evidence = 'documented' }: { id: string; evidence?: Evidence }): RuleInfo {
  return {
    id,
    evidence,
    demands: demandOf(id),
    citations: [{ document: 'trees@1.0.0', place: id.split('.').slice(0, 2).join('.') }],
    operations: [OPERATION],
  };
}

function demandOf(rule: string): string {
  return `${rule} holds`;
}
