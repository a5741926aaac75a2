import picomatch from 'picomatch';
import type { Evidence } from '../core/evidence.ts';
import type { Phase } from '../core/rule.ts';
import type { Handler } from '../core/target.ts';
import type { Modification } from '../reference/modification.ts';
import { createReference } from '../reference/reference.ts';
import { run, TargetUnusableError } from '../run/run.ts';
import { handlerTarget } from '../targets/handler.ts';
import type { Suite } from './suite.ts';
import { type TaskTrial, taskTrials } from './task-trials.ts';

export interface TrialOptions {
  seed: number;
  /** Random cases of a rule on one operation. */
  runs: number;
  /** Milliseconds that a late listing may take. */
  settle: number;
  /** Rules judged at the same time. With one, the order of all requests is the same each time. */
  lanes: number;
  phases?: readonly Phase[] | undefined;
  /** Tasks that come first; of the phases' own order, unless they are given. */
  order?: readonly string[] | undefined;
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

/** What a run of the suite made of one implementation. */
export interface Trial {
  /** In the order in which they came, one for each rule. */
  sightings: Sighting[];
  /** Rules that could not be judged in any phase, with the reason. */
  skipped: { rule: string; reason: string }[];
  requests: number;
  ms: number;
  /** What rules work with that is made in another way than the first, and why. */
  prepared?: { preparation: string; way: string; instead: string }[];
  /** Where they were asked for. */
  tasks?: TaskTrial[];
  /** Why nothing, or not all, could be judged. */
  error?: string;
}

/** Judges the reference with the given modifications, in process and without a socket. */
export async function trial(suite: Suite, modifications: Modification[], options: TrialOptions): Promise<Trial> {
  const { contract, rules, version } = suite;
  const { seed, runs, settle, lanes } = options;
  const wanted = options.rules === undefined ? () => true : picomatch(options.rules, { bash: true });
  const enough = options.until === undefined ? () => false : picomatch(options.until, { bash: true });
  const start = (): Handler => createReference({ contract, seed, modifications }).handle;
  let handle = start();
  const target = handlerTarget(contract, (request) => handle(request), { sign: true });
  const opened = await suite.open(target, { seed, lanes });
  const stop = new AbortController();
  const result: Trial = { sightings: [], skipped: [], requests: 0, ms: 0 };
  const tasks = options.tasks ? taskTrials() : undefined;
  const skipped = new Map<string, string>();
  const judged = new Set<string>();
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
    ...(options.order ? { order: { tasks: options.order } } : {}),
    seed,
    runs,
    settle,
    settleReads: 0,
    concurrency: opened.lanes,
    shrink: false,
    again: options.tasks === true,
    signal: stop.signal,
    async restart() {
      handle = start();
    },
    reproduce: (rule) => rule,
  });
  try {
    for await (const event of events) {
      tasks?.take(event);
      if (event.type === 'finding') {
        const { rule, evidence, phase, operation, after, expected, actual } = event.finding;
        if (!stop.signal.aborted && !result.sightings.some((seen) => seen.rule === rule))
          result.sightings.push({ rule, evidence, phase, operation, after, expected, actual });
        if (enough(rule)) stop.abort();
      } else if (event.type === 'judged' && !stop.signal.aborted) {
        if (event.status === 'skip') skipped.set(event.rule, event.reason ?? '');
        else judged.add(event.rule);
        if (event.status === 'error') result.error ??= `${event.rule}: ${event.reason}`;
      } else if (event.type === 'prepared') {
        const { preparation, way, instead } = event;
        (result.prepared ??= []).push({ preparation, way, instead });
      } else if (event.type === 'end') result.requests = event.requests;
    }
  } catch (error) {
    if (!(error instanceof TargetUnusableError)) throw error;
    result.error = error.message;
  } finally {
    await opened.target.close();
  }
  for (const [rule, reason] of skipped) if (!judged.has(rule)) result.skipped.push({ rule, reason });
  if (tasks) result.tasks = tasks.trials;
  result.ms = performance.now() - started;
  return result;
}
