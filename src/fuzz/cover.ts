import type { CorpusEntry } from './corpus.ts';

/** The fewest and shortest entries, as far as a greedy choice finds them, that together showed all that all of them showed. */
export function smallestCover(entries: readonly CorpusEntry[]): CorpusEntry[] {
  const size = ({ case: { steps } }: CorpusEntry): number => steps.length;
  const left = new Set(entries.flatMap(({ showed }) => showed));
  const chosen: CorpusEntry[] = [];
  let waiting = [...entries].sort((a, b) => size(a) - size(b));
  while (left.size > 0) {
    const gains = waiting.map((entry) => ({ entry, gain: entry.showed.filter((sign) => left.has(sign)).length }));
    const best = gains.reduce((a, b) => (b.gain / size(b.entry) > a.gain / size(a.entry) ? b : a));
    if (best.gain === 0) break;
    chosen.push(best.entry);
    for (const sign of best.entry.showed) left.delete(sign);
    // Who has nothing to add now never will.
    waiting = gains.filter(({ entry, gain }) => gain > 0 && entry !== best.entry).map(({ entry }) => entry);
  }
  return chosen;
}
