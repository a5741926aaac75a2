/** `; did you mean NAME?` with the name most like what was written; empty where none is like it. */
export function didYouMean(written: string, names: readonly string[]): string {
  const [best] = closest(written, names);
  return best === undefined ? '' : `; did you mean ${best}?`;
}

/** The names most like what was written, best first, three at most: those that share most words with it, or else most pairs of letters. */
export function closest(written: string, names: readonly string[]): string[] {
  const words = written
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean);
  const shared = (name: string): number => words.filter((word) => name.toLowerCase().includes(word)).length;
  const best = ranked(
    names,
    (name) => shared(name) + likeness(written, name),
    (name) => shared(name) > 0,
  );
  return best.length > 0
    ? best
    : ranked(
        names,
        (name) => likeness(written, name),
        (name) => likeness(written, name) > 0.5,
      );
}

function ranked(
  names: readonly string[],
  score: (name: string) => number,
  counts: (name: string) => boolean,
): string[] {
  return names
    .filter(counts)
    .sort((a, b) => score(b) - score(a))
    .slice(0, 3);
}

/** Share of the pairs of neighbouring letters that two texts have in common, from 0 to 1 (Sørensen and Dice). */
export function likeness(one: string, other: string): number {
  const pairs = (text: string): Set<string> => {
    const lower = text.toLowerCase();
    return new Set(Array.from({ length: Math.max(0, lower.length - 1) }, (_, index) => lower.slice(index, index + 2)));
  };
  const [first, second] = [pairs(one), pairs(other)];
  const common = [...first].filter((pair) => second.has(pair)).length;
  return Math.max((2 * common) / Math.max(1, first.size + second.size), sharedLetters(one, other) - SWAPPED);
}

/** Letters alone say less than their order, but show two that were swapped. */
const SWAPPED = 0.3;

/** Share of the letters that two texts have in common, in whatever order, from 0 to 1. */
function sharedLetters(one: string, other: string): number {
  const left = [...other.toLowerCase()];
  let common = 0;
  for (const letter of one.toLowerCase()) {
    const at = left.indexOf(letter);
    if (at < 0) continue;
    left.splice(at, 1);
    common++;
  }
  return (2 * common) / Math.max(1, one.length + other.length);
}
