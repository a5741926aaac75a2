import { type RequestLimit, type Task, taskKey } from './plan.ts';

/**
 * Says of one task after another whether what is left pays for it. With a task that can't be paid for goes all that looks at
 * the same thing after it: its price is paid by the first. `sent`: requests so far.
 */
export function createRequestBudget(limit: RequestLimit | undefined, sent: () => number): (task: Task) => boolean {
  let owed = 0;
  const unpaid = new Set<string>();
  return ({ rule, phase }) => {
    if (!limit) return true;
    const price = limit.price(taskKey(rule.id, phase));
    // What other lanes have begun is not sent yet.
    const spent = Math.max(owed, sent());
    if (spent + price > limit.requests || (rule.fixture !== undefined && unpaid.has(rule.fixture))) {
      if (rule.fixture !== undefined) unpaid.add(rule.fixture);
      return false;
    }
    owed = spent + price;
    return true;
  };
}
