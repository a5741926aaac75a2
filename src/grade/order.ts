import { PREFLIGHT, type TaskTrial } from './task-trials.ts';

/** A task, what it costs, and what it finds for that. */
export interface Priced {
  /** As in `taskKey`. */
  task: string;
  /** Requests until it is done, on a target that conforms; those for what it shares are with the first that shares it. */
  requests: number;
  /** Faults that it finds and no task before it. */
  finds: number;
}

/** A fault, and for each task that finds it rightly the requests that it takes. */
export interface FoundBy {
  fault: string;
  after: ReadonlyMap<string, number>;
}

/** What finds a fault, of the tasks of its trial; `names`: whether a rule names its cause. */
export function foundBy(fault: string, tasks: readonly TaskTrial[], names: (rule: string) => boolean): FoundBy {
  const after = new Map<string, number>();
  for (const { task, found } of tasks) {
    const right = found.filter(([rule]) => names(rule)).map(([, requests]) => requests);
    if (right.length > 0) after.set(task, Math.min(...right));
  }
  return { fault, after };
}

/** What must be done to come to a task, and what that costs: tasks that share something cost most for the first of them. */
interface OrderStep {
  tasks: string[];
  requests: number;
  /** Faults that it finds and nothing before it. */
  found: Set<FoundBy>;
}

/**
 * The order of tasks in which the expected number of requests to the first finding is smallest, every fault being as likely
 * as any other: always that next which finds most new faults for its requests, which is at most four times the least
 * (U. Feige, L. Lovász, P. Tetali, Approximating min sum set cover, 2004). Tasks that find nothing new are left out.
 * `conforming`: the tasks of a trial that conforms. `groupOf`: what a task looks at together with others; these keep their order.
 */
export function orderByPrice(
  conforming: readonly TaskTrial[],
  faults: readonly FoundBy[],
  groupOf: (task: string) => string | undefined,
): Priced[] {
  const left = new Set(faults.filter(({ after }) => !after.has(PREFLIGHT)));
  const chains = new Map<string, TaskTrial[]>();
  for (const trial of conforming) {
    const key = groupOf(trial.task) ?? trial.task;
    if (trial.task !== PREFLIGHT) chains.set(key, [...(chains.get(key) ?? []), trial]);
  }
  const order: Priced[] = [];
  for (;;) {
    let best: { step: OrderStep; chain: TaskTrial[] } | undefined;
    for (const chain of chains.values()) {
      const step = bestStep(chain, left);
      if (step && (!best || worth(step) > worth(best.step))) best = { step, chain };
    }
    if (!best) return order;
    let owed = 0;
    for (const trial of best.chain.splice(0, best.step.tasks.length)) {
      const found = [...left].filter(({ after }) => after.has(trial.task));
      owed += trial.requests + trial.shared;
      if (found.length === 0) continue;
      order.push({ task: trial.task, requests: owed, finds: found.length });
      owed = 0;
      for (const fault of found) left.delete(fault);
    }
  }
}

const worth = ({ found, requests }: OrderStep): number => found.size / Math.max(1, requests);

/** The beginning of a chain that finds most for its price; undefined where nothing in it finds anything. */
function bestStep(chain: readonly TaskTrial[], left: ReadonlySet<FoundBy>): OrderStep | undefined {
  let best: OrderStep | undefined;
  const step: OrderStep = { tasks: [], requests: 0, found: new Set() };
  for (const { task, requests, shared } of chain) {
    step.tasks.push(task);
    step.requests += requests + shared;
    for (const fault of left) if (fault.after.has(task)) step.found.add(fault);
    if (step.found.size > 0 && (!best || worth(step) > worth(best)))
      best = { ...step, tasks: [...step.tasks], found: new Set(step.found) };
  }
  return best;
}
