import type { Ways } from '../core/ways.ts';

/** What is known of the ways of a target. `taken` is called once for each that works; `instead`: of which ways, if of any. */
export function createWays(taken: (preparation: string, way: string, instead?: string) => void = () => {}): Ways {
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
      const key = `${preparation}: ${way}${failed ? ' instead' : ''}`;
      if (told.has(key)) return;
      told.add(key);
      taken(preparation, way, failed && [...failed].map(([name, reason]) => `${name} (${reason})`).join(', '));
    },
  };
}
