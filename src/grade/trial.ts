import picomatch from 'picomatch';
import type { Evidence } from '../core/evidence.ts';
import type { Phase } from '../core/rule.ts';
import type { Deviation } from '../reference/deviation.ts';
import { createReference } from '../reference/reference.ts';
import { taskKey } from '../run/plan.ts';
import { run, Unusable } from '../run/run.ts';
import { handlerTarget } from '../targets/handler.ts';
import type { Suite } from './suite.ts';

export interface TrialOptions {
  seed: number;
  /** Random cases of a rule on one operation. */
  runs: number;
  /** Milliseconds that a late listing may take. */
  settle: number;
  /** Rules judged at the same time. With one, the order of all requests is the same each time. */
  lanes: number;
  phases?: readonly Phase[] | undefined;
  /** Glob over the ids of the rules that are judged; all, unless it is given. */
  rules?: string | undefined;
  /** Glob over the ids of rules: a finding of one of them ends the trial. */
  until?: string | undefined;
  /** Tells of each task what it found by itself. */
  tasks?: boolean | undefined;
}

/** A rule's first finding in a trial. */
export interface Sighting {
  rule: string;
  evidence: Evidence;
  phase: Phase;
  operation: string;
  /** Requests sent until then. */
  after: number;
  expected: string;
  actual: string;
}

/** What one task of a trial found. */
export interface TaskTrial {
  /** As in `taskKey`. */
  task: string;
  requests: number;
  /** Each rule with the requests that this task had sent when it was first broken. */
  found: [rule: string, after: number][];
}

/** What a run of the suite made of one implementation. */
export interface Trial {
  /** In the order in which they came, one for each rule. */
  sightings: Sighting[];
  /** Rules that could not be judged, with the reason. */
  skipped: { rule: string; reason: string }[];
  requests: number;
  ms: number;
  tasks?: TaskTrial[];
  /** Why nothing, or not all, could be judged. */
  error?: string;
}

/** Judges the reference with the given deviations, in process and without a socket. */
export async function trial(suite: Suite, deviations: Deviation[], options: TrialOptions): Promise<Trial> {
  const { contract, rules, version } = suite;
  const { seed, runs, settle, lanes } = options;
  const wanted = options.rules === undefined ? () => true : picomatch(options.rules, { bash: true });
  const enough = options.until === undefined ? () => false : picomatch(options.until, { bash: true });
  const { handle } = createReference({ contract, seed, deviations });
  const opened = await suite.open(handlerTarget(contract, handle, { sign: true }), { seed, lanes });
  const stop = new AbortController();
  const result: Trial = { sightings: [], skipped: [], requests: 0, ms: 0 };
  const started = performance.now();
  const events = run({
    contract,
    version,
    target: opened.target,
    names: opened.names,
    rules: {
      answer: rules.answer.filter(({ id }) => wanted(id)),
      active: rules.active.filter(({ id }) => wanted(id)),
    },
    ...(options.phases ? { phases: options.phases } : {}),
    seed,
    runs,
    settle,
    concurrency: opened.lanes,
    shrink: false,
    again: options.tasks === true,
    signal: stop.signal,
    reproduce: (rule) => rule,
  });
  let begun = 0;
  let found = new Map<string, number>();
  let judged: { rule: string; phase: Phase } | undefined;
  if (options.tasks) result.tasks = [];
  try {
    for await (const event of events) {
      if (options.tasks) {
        if (event.type === 'finding') {
          const { rule, after } = event.finding;
          if (!found.has(rule)) found.set(rule, Math.max(0, after - begun));
        } else if (event.type === 'judged') judged = event;
        else if (event.type === 'progress' && judged) {
          result.tasks!.push({
            task: taskKey(judged.rule, judged.phase),
            requests: event.requests - begun,
            found: [...found],
          });
          begun = event.requests;
          found = new Map();
        }
      }
      if (event.type === 'finding') {
        const { rule, evidence, phase, operation, after, expected, actual } = event.finding;
        if (!stop.signal.aborted && !result.sightings.some((seen) => seen.rule === rule))
          result.sightings.push({ rule, evidence, phase, operation, after, expected, actual });
        if (enough(rule)) stop.abort();
      } else if (event.type === 'judged' && !stop.signal.aborted) {
        if (event.status === 'skip') result.skipped.push({ rule: event.rule, reason: event.reason ?? '' });
        if (event.status === 'error') result.error ??= `${event.rule}: ${event.reason}`;
      } else if (event.type === 'end') result.requests = event.requests;
    }
  } catch (error) {
    if (!(error instanceof Unusable)) throw error;
    result.error = error.message;
  } finally {
    await opened.target.close();
  }
  result.ms = performance.now() - started;
  return result;
}
