import { type Alone, keyOf } from './group.ts';
import { shuffled } from './shuffled.ts';

/** What a fault's report says when it is alone; each is judged once. */
export type JudgeAlone = (fault: string) => Promise<Alone>;

/** The faults that a group is drawn from, in the order of its number. */
export const deckOf = (faults: readonly string[], seed: number, number: number): string[] =>
  shuffled(faults, seed, `group ${number}`);

/** The first faults of a deck that are found alone, each under a key that no other of them has; they are taken from the deck. */
export async function drawFrom(
  deck: string[],
  size: number,
  kept: readonly string[],
  alone: JudgeAlone,
): Promise<string[]> {
  const group = [...kept];
  const keys = new Set((await Promise.all(kept.map(alone))).map(keyOf));
  while (group.length < size && deck.length > 0) {
    const fault = deck.shift()!;
    const key = keyOf(await alone(fault));
    if (key === '' || keys.has(key)) continue;
    keys.add(key);
    group.push(fault);
  }
  return group;
}

/** Pairs of faults with different keys whose reports share an operation or a place, in an order that depends on the seed. */
export function pairsThatShare(alone: ReadonlyMap<string, Alone>, seed: number): [string, string][] {
  const known = [...alone].filter(([, account]) => account.headings.length > 0);
  const pairs = known.flatMap(([one, first], index) =>
    known
      .slice(index + 1)
      .filter(([, second]) => keyOf(first) !== keyOf(second) && isSharing(first, second))
      .map(([other]): [string, string] => [one, other]),
  );
  return shuffled(pairs, seed, 'pairs');
}

function isSharing(one: Alone, other: Alone): boolean {
  const of = ({ headings }: Alone): Set<string> =>
    new Set(headings.flatMap(({ operations, places }) => [...operations, ...places]));
  const others = of(other);
  return [...of(one)].some((what) => others.has(what));
}
