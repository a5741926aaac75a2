import type { RunEvent } from '../core/event.ts';
import { taskKey } from '../run/plan.ts';

/** What one task of a trial cost and found, as if it were alone. */
export interface TaskTrial {
  /** As in `taskKey`; `PREFLIGHT` for what comes before all tasks. */
  task: string;
  /** Requests in its own lane. */
  requests: number;
  /** Requests for what it looks at together with others; 0 where others were first. */
  shared: number;
  /** Each rule that found something, with the requests of both kinds that were sent until then. */
  found: [rule: string, after: number][];
}

export const PREFLIGHT = 'preflight';

/** Takes the events of a run with one lane that tells findings again, and gives what each task did. */
export function taskTrials(): { take(event: RunEvent): void; trials: TaskTrial[] } {
  const trials: TaskTrial[] = [];
  let begun = 0;
  let asked = 0;
  let found = new Map<string, number>();
  let judged: { task: string; requests: number } | undefined;
  const close = (task: string, requests: number, until: number): void => {
    trials.push({ task, requests, shared: until - begun - requests, found: [...found] });
    begun = until;
    found = new Map();
  };
  return {
    trials,
    take(event) {
      if (event.type === 'preflight') asked++;
      else if (event.type === 'phase' && trials.length === 0) close(PREFLIGHT, asked, asked);
      else if (event.type === 'finding') {
        const { rule, after } = event.finding;
        if (!found.has(rule)) found.set(rule, Math.max(0, after - begun));
      } else if (event.type === 'judged') judged = { task: taskKey(event.rule, event.phase), requests: event.requests };
      else if (event.type === 'progress' && judged) close(judged.task, judged.requests, event.requests);
    },
  };
}
