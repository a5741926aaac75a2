import picomatch from 'picomatch';
import type { Evidence } from '../core/evidence.ts';
import type { Phase } from '../core/rule.ts';
import type { Modification } from '../reference/modification.ts';
import { TargetUnusableError } from '../run/run.ts';
import { type ReferenceRunOptions, referenceRun } from './reference-run.ts';
import type { Suite } from './suite.ts';
import { type TaskTrial, taskTrials } from './task-trials.ts';

export interface TrialOptions extends Omit<ReferenceRunOptions, 'shrink' | 'again' | 'signal' | 'listen'> {
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
  /** How what rules work with is made, and instead of what where the first way does not work. */
  prepared?: { preparation: string; way: string; instead?: string }[];
  /** Where they were asked for. */
  tasks?: TaskTrial[];
  /** Why nothing, or not all, could be judged. */
  error?: string;
}

/** Judges the reference with the given modifications, in process and without a socket. */
export async function trial(suite: Suite, modifications: Modification[], options: TrialOptions): Promise<Trial> {
  const enough = options.until === undefined ? () => false : picomatch(options.until, { bash: true });
  const stop = new AbortController();
  const result: Trial = { sightings: [], skipped: [], requests: 0, ms: 0 };
  const tasks = options.tasks ? taskTrials() : undefined;
  const skipped = new Map<string, string>();
  const judged = new Set<string>();
  const started = performance.now();
  const events = referenceRun(suite, modifications, { ...options, again: options.tasks, signal: stop.signal });
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
        const { type: _, ...how } = event;
        (result.prepared ??= []).push(how);
      } else if (event.type === 'end') result.requests = event.requests;
    }
  } catch (error) {
    if (!(error instanceof TargetUnusableError)) throw error;
    result.error = error.message;
  }
  for (const [rule, reason] of skipped) if (!judged.has(rule)) result.skipped.push({ rule, reason });
  if (tasks) result.tasks = tasks.trials;
  result.ms = performance.now() - started;
  return result;
}
