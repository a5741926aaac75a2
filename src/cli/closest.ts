/** The names that share most words with what was written, best first, three at most. */
export function closest(written: string, names: readonly string[]): string[] {
  const words = written
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean);
  const score = (name: string): number => words.filter((word) => name.toLowerCase().includes(word)).length;
  return names
    .filter((name) => score(name) > 0)
    .sort((a, b) => score(b) - score(a))
    .slice(0, 3);
}
