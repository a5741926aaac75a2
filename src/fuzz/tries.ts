/** How often each combination was tried, so that what was tried least comes first. */
export interface Tries {
  /** How new combinations are, all together. */
  novelty(features: readonly string[]): number;
  count(features: readonly string[]): void;
}

export function createTries(): Tries {
  const counts = new Map<string, number>();
  return {
    novelty: (features) => features.reduce((sum, one) => sum + 1 / (1 + (counts.get(one) ?? 0)) ** 2, 0),
    count(features) {
      for (const one of features) counts.set(one, (counts.get(one) ?? 0) + 1);
    },
  };
}
