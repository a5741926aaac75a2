import type { RunEvent } from '../core/event.ts';
import { seedFor } from '../core/seed.ts';
import { type FuzzOptions, fuzz } from '../fuzz/fuzz.ts';
import { corpusFolder } from './corpus-folder.ts';
import { runOptionsOf } from './judge.ts';
import { awsWarning } from './limits.ts';
import { type Plan, planOf } from './plan.ts';
import type { RunOptions } from './run-options.ts';
import { type OpenTarget, openTarget } from './target.ts';
import { openVisit } from './visit.ts';

/** What fuzzing is told beside what a run is told. */
export interface FuzzSettings extends RunOptions {
  /** Milliseconds; until the signal says so, without it. */
  time?: number;
  /** Cases that are under way at the same time; 2. */
  workers?: number;
  /** A folder for the cases that showed something new. Several machines may use it at the same time; none is kept without it. */
  corpus?: string;
}

const WORKERS = 2;

/**
 * Fuzzes what the options name, from a `start` event to an `end` event, and leaves nothing there. Throws a UsageError for
 * options that can't be followed, and TargetUnusableError, after the `end` event, where nothing can be judged.
 */
export async function* fuzzEvents(
  settings: FuzzSettings,
  opened?: (open: OpenTarget) => void,
): AsyncGenerator<RunEvent, void> {
  const plan = await planOf(settings);
  const store = settings.corpus === undefined ? undefined : corpusFolder(plan.contract, settings.corpus);
  const open = await openTarget(plan.contract, settings, plan.seed);
  opened?.(open);
  const named = { ...open, target: { ...open.target, name: settings.name ?? open.target.name } };
  try {
    yield* onVisit(plan, named, settings, store ? { store } : {});
  } finally {
    await open.target.close();
  }
}

async function* onVisit(
  plan: Plan,
  open: OpenTarget,
  settings: FuzzSettings,
  more: Pick<FuzzOptions, 'store'>,
): AsyncGenerator<RunEvent, void> {
  const { url, limits, reach } = open;
  const warn = settings.warn ?? ((line: string) => process.emitWarning(line, 'Conformance'));
  if (url && reach === 'aws') for (const line of awsWarning(plan.contract, url, limits)) warn(line);
  const { shard } = plan;
  // Shards draw different cases, and tell each other by the corpus.
  const seed = shard ? seedFor(plan.seed, `shard ${shard.index}`) >>> 1 : plan.seed;
  const visit = await openVisit(plan.contract, open, { ...settings, seed });
  if (visit.note !== undefined) warn(visit.note);
  const time = settings.time === undefined ? [] : [AbortSignal.timeout(settings.time)];
  const signal = AbortSignal.any([...time, ...(settings.signal ? [settings.signal] : [])]);
  try {
    const run = await runOptionsOf({ plan: { ...plan, seed }, open, visit, settings, signal });
    for await (const event of fuzz({ run, workers: Math.min(settings.workers ?? WORKERS, visit.lanes), ...more })) {
      // The end of the time is no interruption.
      const isInterrupted = event.type === 'end' && event.interrupted && settings.signal?.aborted === true;
      yield event.type === 'end' ? { ...event, interrupted: isInterrupted } : event;
    }
  } finally {
    for (const line of await visit.clean()) warn(line);
  }
}
