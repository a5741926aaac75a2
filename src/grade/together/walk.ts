import type { Account } from './account.ts';
import { type Alone, causersOf } from './group.ts';

/** A server that is mended one heading after the other, always the first. */
export interface Walk {
  faults: string[];
  /** The first heading of each run, and the fault that was taken out because of it. */
  steps: { key: string; sentence: string; fault?: string }[];
  /** Runs of the suite, including the one that conforms. */
  runs: number;
  /**
   * mended: it conforms after at most one run more than it had faults. no-cause: a first heading is caused by none of the
   * faults that are left. silent: nothing fails and it does not conform.
   */
  ends: 'mended' | 'no-cause' | 'silent';
}

/** Takes out the cause of the first heading until the server conforms, or nobody causes it. */
export async function walk(
  faults: readonly string[],
  alone: ReadonlyMap<string, Alone>,
  inspect: (faults: readonly string[]) => Promise<Account>,
): Promise<Walk> {
  const steps: Walk['steps'] = [];
  let left = [...faults];
  for (let runs = 1; ; runs++) {
    const told = (ends: Walk['ends']): Walk => ({ faults: [...faults], steps, runs, ends });
    const { verdict, headings } = await inspect(left);
    if (verdict === 'CONFORMS') return told('mended');
    const [first] = headings;
    if (!first) return told('silent');
    const [fault] = causersOf(
      first.key,
      left.map((name) => ({ name })),
      alone,
    );
    steps.push({ key: first.key, sentence: first.sentence, ...(fault === undefined ? {} : { fault }) });
    if (fault === undefined) return told('no-cause');
    left = left.filter((one) => one !== fault);
  }
}
