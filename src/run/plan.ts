import type { ActiveRule, Phase } from '../core/rule.ts';

/** A rule in one of its phases. */
export interface Task {
  rule: ActiveRule;
  phase: Phase;
}

/** What a task is called where tasks are put in order. */
export const taskKey = (rule: string, phase: Phase): string => `${phase} ${rule}`;

/** Which tasks come first, by `taskKey`. With a limit, there are no others. */
export interface Order {
  tasks: readonly string[];
  limit?: RequestLimit;
}

/** About so many requests, and those that delete; what each task costs, by `taskKey`. */
export interface RequestLimit {
  requests: number;
  price(task: string): number;
}

/**
 * The tasks of a run in stages, one after the other: first those that an order names, whatever their phases, then the rest
 * phase by phase. `left`: what the order leaves out.
 */
export function planOf(
  rules: readonly ActiveRule[],
  phases: readonly Phase[],
  { tasks: order, limit }: Order = { tasks: [] },
): { stages: Task[][]; left: Task[] } {
  const ranks = new Map(order.map((key, rank) => [key, rank]));
  const rankOf = ({ rule, phase }: Task): number | undefined => ranks.get(taskKey(rule.id, phase));
  const inPhase = (phase: Phase): Task[] =>
    rules.filter((rule) => rule.phases.includes(phase)).map((rule) => ({ rule, phase }));
  const first = phases
    .flatMap(inPhase)
    .filter((task) => rankOf(task) !== undefined)
    .sort((a, b) => rankOf(a)! - rankOf(b)!);
  const rest = phases.map((phase) => inPhase(phase).filter((task) => rankOf(task) === undefined));
  const stages = (limit ? [first] : [first, ...rest]).filter((stage) => stage.length > 0);
  return { stages, left: limit ? rest.flat() : [] };
}
