const ROUNDS = 5;

export interface Rounds<Way extends string> {
  /** What each way gave. */
  medians: Record<Way, number>;
  /** One way of another, in the rounds in which both were measured one after the other. */
  ratio(way: Way, of: Way): number;
}

/**
 * What each way gives, in rounds in which they take turns, so that a busy machine disturbs all alike. A first round, by
 * which everything is compiled, does not count. With several `turns` in a round a way gives a rate of the same amount of
 * work each time, which are taken together.
 */
export async function inTurns<Way extends string>(
  ways: Record<Way, () => Promise<number> | number>,
  share: number,
  { turns = 1 } = {},
): Promise<Rounds<Way>> {
  const names = Object.keys(ways) as Way[];
  const values = new Map<Way, number[]>(names.map((name) => [name, []]));
  for (let round = share < 1 ? 0 : -1; round < (share < 1 ? 1 : ROUNDS); round++) {
    const times = new Map<Way, number>();
    for (let turn = 0; turn < turns; turn++)
      for (const name of names) times.set(name, (times.get(name) ?? 0) + 1 / (await ways[name]()));
    if (round >= 0) for (const name of names) values.get(name)!.push(turns / times.get(name)!);
  }
  return {
    medians: Object.fromEntries(names.map((name) => [name, median(values.get(name)!)])) as Record<Way, number>,
    ratio: (way, of) => median(values.get(way)!.map((value, round) => value / values.get(of)![round]!)),
  };
}

export function median(values: number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

/** How often a second something was done, `count` times within `act`. */
export async function perSecond(count: number, act: () => Promise<void> | void): Promise<number> {
  const started = performance.now();
  await act();
  return (count * 1000) / (performance.now() - started);
}

/** As much of the usual amount as was asked for, and at least so much. */
export const some = (usual: number, share: number, least = 1): number => Math.max(least, Math.ceil(usual * share));
