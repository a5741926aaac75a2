import type { Ways } from '../core/ways.ts';

/** What is known of the ways of a target. `taken` is called for each way that stands in for another, once. */
export function createWays(taken: (preparation: string, way: string, instead: string) => void = () => {}): Ways {
  const failures = new Map<string, Map<string, string>>();
  const told = new Set<string>();
  return {
    failure: (preparation, way) => failures.get(preparation)?.get(way),
    fail(preparation, way, reason) {
      const known = failures.get(preparation) ?? new Map<string, string>();
      failures.set(preparation, known.set(way, reason));
    },
    take(preparation, way) {
      const failed = failures.get(preparation);
      if (!failed || told.has(`${preparation}: ${way}`)) return;
      told.add(`${preparation}: ${way}`);
      taken(preparation, way, [...failed].map(([name, reason]) => `${name} (${reason})`).join(', '));
    },
  };
}
