import { type Profiler, Session } from 'node:inspector';

/** Which blocks of code in this process ran, as V8 counts them. */
export interface Coverage {
  /** Keys of the blocks that ran since it was last asked. */
  take(): Promise<string[]>;
  close(): void;
}

/** Blocks of a script's functions that were seen, by the place where the function begins. */
type Seen = Map<string, Map<number, [start: number, end: number]>>;

/** Counts blocks of the scripts whose URL or path `concerns`. */
export async function openCoverage(concerns: (url: string) => boolean): Promise<Coverage> {
  const session = new Session();
  session.connect();
  const post = (method: string, params?: object): Promise<unknown> =>
    new Promise((resolve, reject) => {
      session.post(method, params, (error, result) => (error ? reject(error) : resolve(result)));
    });
  await post('Profiler.enable');
  await post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  const seen: Seen = new Map();
  return {
    async take() {
      const { result } = (await post('Profiler.takePreciseCoverage')) as Profiler.TakePreciseCoverageReturnType;
      return result.filter(({ url }) => concerns(url)).flatMap((script) => blocksOf(seen, script));
    },
    close: () => session.disconnect(),
  };
}

/**
 * V8 tells of a function the blocks that did not run, and those that ran another number of times than what is around them. A
 * block that was told once has run where nothing around it did not.
 */
function blocksOf(seen: Seen, { scriptId, functions }: Profiler.ScriptCoverage): string[] {
  return functions.flatMap(({ ranges }) => {
    const [whole] = ranges;
    if (!whole || whole.count === 0) return [];
    const place = `${scriptId} ${whole.startOffset}`;
    const blocks = seen.get(place) ?? new Map<number, [number, number]>();
    seen.set(place, blocks);
    // Where a block ends depends on how often those inside it ran.
    for (const { startOffset, endOffset } of ranges)
      blocks.set(startOffset, [startOffset, Math.min(endOffset, blocks.get(startOffset)?.[1] ?? endOffset)]);
    const idle = ranges.filter(({ count }) => count === 0);
    return [...blocks].flatMap(([key, [start, end]]) =>
      idle.some(({ startOffset, endOffset }) => startOffset <= start && end <= endOffset) ? [] : [`${place} ${key}`],
    );
  });
}
