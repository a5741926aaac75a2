/** A source of random numbers, the same for the same seed. */
export interface Random {
  /** A whole number from 0 up to, but not including, `count`. */
  below(count: number): number;
  chance(probability: number): boolean;
  pick<T>(values: readonly T[]): T;
  /** One of the values, each as often as its weight says. */
  weighted<T>(values: readonly T[], weight: (value: T) => number): T;
}

/** SplitMix32, which is enough to choose by. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = state ^ (state >>> 16);
    mixed = Math.imul(mixed, 0x21f0aaad);
    mixed ^= mixed >>> 15;
    mixed = Math.imul(mixed, 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
  };
  const below = (count: number): number => Math.floor(next() * count);
  return {
    below,
    chance: (probability) => next() < probability,
    pick: (values) => values[below(values.length)]!,
    weighted(values, weight) {
      const total = values.reduce((sum, value) => sum + weight(value), 0);
      let left = next() * total;
      for (const value of values) {
        left -= weight(value);
        if (left < 0) return value;
      }
      return values.at(-1)!;
    },
  };
}
