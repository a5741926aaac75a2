import { seedFor } from '../../core/seed.ts';

/** The same values in an order that depends on the seed and on the part that draws them alone. */
export function shuffled<T>(values: readonly T[], seed: number, part: string): T[] {
  return values
    .map((value, index) => ({ value, rank: seedFor(seed, part, String(index)) }))
    .sort((one, other) => one.rank - other.rank)
    .map(({ value }) => value);
}
