import type { Chart } from '../core/chart.ts';
import type { Contract } from '../core/contract.ts';
import type { Finding, RecordedStep, RuleResult, RunEvent, Status } from '../core/event.ts';
import type { Hindrance } from '../core/hindrance.ts';
import { seedFor } from '../core/seed.ts';
import { SkipError, type Step, type ViolationDetails } from '../core/test-context.ts';
import type { Edge, PolicyController, ViewerAnswer } from '../core/traffic.ts';
import { identityOf, infosOf } from '../run/start-event.ts';
import { openDeployment, type Terms, type TrafficContext, type TrafficRule, VIEWER_REQUEST } from './rules/rule.ts';
import { newViewer } from './viewers/viewer.ts';
import { createWitness } from './witness.ts';

export interface TrafficOptions {
  contract: Contract;
  edge: Edge;
  controller: PolicyController;
  rules: readonly TrafficRule[];
  terms: Terms;
  seed: number;
  version: string;
  signal?: AbortSignal;
  /** The command that judges one rule again. */
  reproduce(rule: string): string;
}

/** Judges what an edge does to traffic. One rule after the other: they share the edge's clock. */
export async function* judgeTraffic(options: TrafficOptions): AsyncGenerator<RunEvent, void> {
  const { contract, edge, rules, terms, seed, version, signal } = options;
  const started = Date.now();
  let requests = 0;
  let findings = 0;
  let viewers = 0;
  const nextViewer = (): number => viewers++;
  yield {
    type: 'start',
    format: 1,
    version,
    target: { name: edge.name, ...(edge.url === undefined ? {} : { url: edge.url }) },
    seed,
    started: new Date(started).toISOString(),
    runs: terms.runs,
    phases: ['traffic'],
    rules: infosOf(rules),
    contract: identityOf(contract),
  };
  yield { type: 'phase', phase: 'traffic', tasks: rules.length };
  const witness = createWitness();
  let answered = false;
  let silence: string | undefined;
  const saw = (answer: ViewerAnswer): void => {
    if (answer.status > 0) answered = true;
    else silence = answer.reason;
    witness.saw(answer);
  };
  for (const [index, rule] of rules.entries()) {
    const tally = signal?.aborted ? interrupted() : await judgeRule(options, rule, nextViewer, saw);
    requests += tally.requests;
    for (const violation of tally.violations.slice(0, 1)) {
      findings++;
      yield { type: 'finding', finding: findingOf(options, rule, violation, requests) };
    }
    for (const chart of tally.charts) yield { type: 'chart', rule: rule.id, chart };
    for (const text of tally.notes) yield { type: 'note', rule: rule.id, text };
    // An edge that is not there costs every rule its waits.
    if (!answered && silence !== undefined) break;
    yield* witness.told(judgedEvent(rule, tally));
    yield { type: 'progress', phase: 'traffic', done: index + 1, total: rules.length, requests, findings };
  }
  if (witness.waits() && !signal?.aborted) requests += (await judgeRule(options, CONTROL, nextViewer, saw)).requests;
  yield* witness.end();
  yield {
    type: 'end',
    seconds: (Date.now() - started) / 1000,
    requests,
    retries: 0,
    interrupted: signal?.aborted ?? false,
    ...(!answered && silence !== undefined ? { error: `${edge.name} gives ${silence}` } : {}),
  };
}

/** What shows that viewers can reach the staging distribution at all, where no rule had a reason to send one there. */
const CONTROL: Pick<TrafficRule, 'id' | 'evidence' | 'check'> = {
  id: 'control',
  evidence: 'inferred',
  async check(lane) {
    const name = 'aws-cf-cd-conformance';
    const deployment = await openDeployment(lane, { kind: 'header', name, value: 'control' });
    try {
      if (!lane.controller.fixed) await newViewer(lane, deployment).ask({ [name]: 'control' });
    } finally {
      await deployment.close();
    }
  },
};

function judgedEvent(rule: TrafficRule, tally: TrafficStats): RuleResult {
  return {
    type: 'judged',
    rule: rule.id,
    phase: 'traffic',
    status: tally.status,
    ...(tally.reason === undefined ? {} : { reason: tally.reason }),
    ...(tally.hindrance ? { hindrance: tally.hindrance } : {}),
    requests: tally.requests,
    operations: tally.judged > 0 ? { [VIEWER_REQUEST]: tally.judged } : {},
    ms: Math.round(tally.ms),
    latency: [],
  };
}

/** What one rule came to. */
interface TrafficStats {
  status: Status;
  reason?: string;
  hindrance?: Hindrance;
  requests: number;
  judged: number;
  ms: number;
  violations: ViolationDetails[];
  charts: Chart[];
  notes: string[];
}

const emptyStats = (): TrafficStats => ({
  status: 'pass',
  requests: 0,
  judged: 0,
  ms: 0,
  violations: [],
  charts: [],
  notes: [],
});

const interrupted = (): TrafficStats => ({ ...emptyStats(), status: 'skip', reason: 'interrupted' });

async function judgeRule(
  { edge, controller, terms, seed, signal }: TrafficOptions,
  rule: Pick<TrafficRule, 'id' | 'evidence' | 'check'>,
  nextViewer: () => number,
  saw: (answer: ViewerAnswer) => void,
): Promise<TrafficStats> {
  const tally = emptyStats();
  const lane: TrafficContext = {
    edge,
    controller,
    terms,
    seed: seedFor(seed, rule.id, 'traffic'),
    runs: terms.runs,
    async view(request) {
      if (signal?.aborted) throw new SkipError('interrupted', { hindrance: { kind: 'option' } });
      tally.requests++;
      const answer = await edge.view(request);
      saw(answer);
      return answer;
    },
    nextViewer,
    spent: () => tally.requests,
    recordCheck: () => void tally.judged++,
    reportViolation: (violation) => void tally.violations.push(violation),
    chart: (chart) => void tally.charts.push(chart),
    note: (text) => void tally.notes.push(text),
  };
  const begun = performance.now();
  try {
    await rule.check(lane);
  } catch (error) {
    // Anything but our own SkipError is a fault of the rule, which must not cost the verdicts of the others.
    tally.status = error instanceof SkipError ? 'skip' : 'error';
    tally.reason = error instanceof SkipError ? error.message : String((error as Error).stack);
    if (error instanceof SkipError && error.hindrance) tally.hindrance = error.hindrance;
  }
  tally.ms = performance.now() - begun;
  if (tally.violations.length > 0) tally.status = rule.evidence === 'inferred' ? 'warn' : 'fail';
  else if (tally.status === 'pass' && tally.judged === 0) {
    tally.status = 'skip';
    tally.reason = 'no response had anything that this rule checks';
  }
  return tally;
}

function findingOf(
  { edge, reproduce }: TrafficOptions,
  { id, evidence, demands }: TrafficRule,
  { operation, expected, actual, steps }: ViolationDetails,
  after: number,
): Finding {
  return {
    rule: id,
    evidence,
    demands,
    operation,
    phase: 'traffic',
    expected,
    actual,
    steps: steps.map((step) => recordView(step, edge.url)),
    reproduce: reproduce(id),
    token: '',
    after,
  };
}

/** A step as reports show it. A viewer's request has no bytes that were kept, so that they are made up from its input. */
function recordView({ call, outcome }: Step, url: string | undefined): RecordedStep {
  const { operation, input } = call;
  if (outcome.kind !== 'response')
    return { operation, input, outcome: 'reason' in outcome ? outcome.reason : '', ms: 0 };
  const { host, path, headers } = input as { host: string; path: string; headers: Record<string, string> };
  return {
    operation,
    input,
    outcome: `${outcome.status} from ${outcome.output.served}`,
    ms: 0,
    ...(url === undefined
      ? {}
      : {
          request: { method: 'GET', url: new URL(path, url).href, headers: { host, ...headers }, body: {} },
          response: { status: outcome.status, headers: outcome.headers, body: {} },
        }),
  };
}
