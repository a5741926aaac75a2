/** One completed call of a concurrent history. `from` and `to` are any numbers that grow with time. */
export interface Completed<O> {
  from: number;
  to: number;
  operation: O;
}

/** What a thing does when calls come one at a time. */
export interface Sequential<S, O> {
  start: S;
  /** The state after an operation with the result that it had; undefined where it can't have had that result. */
  step(state: S, operation: O): S | undefined;
  /** Equal for equal states. */
  key(state: S): string;
}

/**
 * Whether the calls of a history could have been done one at a time, each at some moment between its beginning and its
 * end, with the results that they had. Gives such an order, or undefined where there is none.
 *
 * The search of Wing and Gong with Lowe's memory: a set of calls done and the state that they led to is looked at once.
 * Takes at most 31 calls.
 */
export function linearization<S, O>(
  history: readonly Completed<O>[],
  { start, step, key }: Sequential<S, O>,
): Completed<O>[] | undefined {
  if (history.length > 31) throw new Error(`a history of ${history.length} calls is too long`);
  const all = 2 ** history.length - 1;
  const seen = new Set<string>();
  const order: Completed<O>[] = [];
  const search = (done: number, state: S): boolean => {
    if (done === all) return true;
    const memory = `${done} ${key(state)}`;
    if (seen.has(memory)) return false;
    seen.add(memory);
    const waiting = history.filter((_, index) => (done & (1 << index)) === 0);
    // What began after another one's end can't come before it.
    const end = Math.min(...waiting.map(({ to }) => to));
    for (const [index, call] of history.entries()) {
      if ((done & (1 << index)) !== 0 || call.from > end) continue;
      const next = step(state, call.operation);
      if (next === undefined) continue;
      order.push(call);
      if (search(done | (1 << index), next)) return true;
      order.pop();
    }
    return false;
  };
  return search(0, start) ? order : undefined;
}
