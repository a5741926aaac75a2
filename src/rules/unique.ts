import type { TestContext } from '../core/test-context.ts';

const given = new WeakMap<TestContext, number>();

/** Text that no other lane and no earlier call gives: the same lane of the same run gives the same texts in the same order. */
export function uniqueText(lane: TestContext): string {
  const count = (given.get(lane) ?? 0) + 1;
  given.set(lane, count);
  return `conformance-${(lane.seed >>> 0).toString(36)}-${count}`;
}
