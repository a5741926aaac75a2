import { isAbsolute, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RunEvent } from '../core/event.ts';
import { given } from '../core/given.ts';
import { seedFor } from '../core/seed.ts';
import { openCoverage } from '../fuzz/coverage.ts';
import { fuzz } from '../fuzz/fuzz.ts';
import type { FuzzOptions } from '../fuzz/fuzzing.ts';
import type { Rules } from '../rules/index.ts';
import { sequenceRules } from '../rules/sequence/index.ts';
import { corpusFolder } from './corpus-folder.ts';
import { deadline } from './deadline.ts';
import { runOptionsOf } from './judge.ts';
import { awsWarning } from './limits.ts';
import { planOf, type RunPlan } from './plan.ts';
import type { RunOptions } from './run-options.ts';
import { assertSelected, selecting } from './select.ts';
import { type OpenTarget, openTarget } from './target.ts';
import { openVisit } from './visit.ts';

/** What fuzzing is told beside what a run is told. */
export interface FuzzSettings extends Omit<RunOptions, Unused> {
  /** Milliseconds; until the signal says so, without it. */
  time?: number;
  /** Cases that are under way at the same time; 2. */
  workers?: number;
  /** A folder for the cases that showed something new. Several machines may use it at the same time; none is kept without it. */
  corpus?: string;
}

/** What says which rules a run judges when, and how a recording is made or used. */
type Unused = 'runs' | 'best' | 'phases' | 'concurrency' | 'reset' | 'record' | 'fromCassette';

const WORKERS = 2;

/** The names of the options that only fuzzing has, and of those of a run that it does not have. */
export const FUZZ_ONLY: readonly (keyof FuzzSettings)[] = ['time', 'workers', 'corpus'];
export const RUN_ONLY: readonly Unused[] = ['runs', 'best', 'phases', 'concurrency', 'reset', 'record', 'fromCassette'];

/**
 * Fuzzes what the options name, from a `start` event to an `end` event, and leaves nothing there. Throws a UsageError for
 * options that can't be followed, and TargetUnusableError, after the `end` event, where nothing can be judged.
 */
export async function* fuzzEvents(
  settings: FuzzSettings,
  opened?: (open: OpenTarget) => void,
): AsyncGenerator<RunEvent, void> {
  const { rules = [], exclude = [], ...others } = settings;
  const plan = await planOf(others);
  const chosen = await chosenRules(plan, rules, exclude);
  const store = settings.corpus === undefined ? undefined : corpusFolder(plan.contract, settings.corpus);
  const { workers: concurrency = WORKERS } = settings;
  const open = await openTarget(plan.contract, { ...settings, concurrency }, plan.seed);
  opened?.(open);
  const named = { ...open, target: { ...open.target, name: settings.name ?? open.target.name } };
  try {
    const coverage = isInProcess(settings) ? await openCoverage(isOfUser) : undefined;
    try {
      const take = coverage && ((): Promise<string[]> => coverage.take());
      yield* onVisit(plan, named, settings, { ...chosen, ...given({ store, coverage: take }) });
    } finally {
      coverage?.close();
    }
  } finally {
    await open.target.close();
  }
}

/** Whether the target's code runs in this process, so that it can be seen which of its blocks a case reaches. */
const isInProcess = ({ handler, module, fetch, target }: FuzzSettings): boolean =>
  handler !== undefined || module !== undefined || fetch !== undefined || target !== undefined;

/** This package, whose own code is not the target's. */
const OWN = fileURLToPath(new URL('../', import.meta.url));

/** Whether a script is neither of Node, nor of this package, nor installed. */
function isOfUser(url: string): boolean {
  const path = url.startsWith('file:') ? fileURLToPath(url) : url;
  return isAbsolute(path) && !path.startsWith(OWN) && !path.includes(`${sep}node_modules${sep}`);
}

/** The rules that options choose, those on sequences among them. */
type Chosen = Pick<FuzzOptions, 'sequence' | 'isRule'> & { rules: Rules };

async function chosenRules(plan: RunPlan, wanted: readonly string[], excluded: readonly string[]): Promise<Chosen> {
  const { answer, active } = (await plan.choice()).rules;
  const sequence = sequenceRules(plan.contract);
  const all = [...answer, ...active, ...sequence];
  const kept = selecting(all, wanted, excluded);
  assertSelected(all.filter(kept).length);
  const ids = new Set(all.map(({ id }) => id));
  return {
    rules: { answer: answer.filter(kept), active: active.filter(kept) },
    sequence: sequence.filter(kept),
    isRule: (id) => ids.has(id),
  };
}

async function* onVisit(
  plan: RunPlan,
  open: OpenTarget,
  settings: FuzzSettings,
  more: Omit<FuzzOptions, 'run' | 'workers'> & Chosen,
): AsyncGenerator<RunEvent, void> {
  const { url, limits, reach } = open;
  const warn = settings.warn ?? ((line: string) => process.emitWarning(line, 'Conformance'));
  if (url && reach === 'aws') for (const line of awsWarning(plan.contract, url, limits)) warn(line);
  const { shard } = plan;
  // Shards draw different cases, and tell each other by the corpus.
  const seed = shard ? seedFor(plan.seed, `shard ${shard.index}`) >>> 1 : plan.seed;
  const visit = await openVisit(plan.contract, open, { ...settings, seed });
  if (visit.note !== undefined) warn(visit.note);
  const { signal, done } = deadline(settings.time, settings.signal);
  try {
    const { rules, ...rest } = more;
    const run = { ...(await runOptionsOf({ plan: { ...plan, seed }, open, visit, settings, signal })), rules };
    for await (const event of fuzz({ run, workers: more.coverage ? 1 : visit.lanes, ...rest })) {
      // The end of the time is no interruption.
      const isInterrupted = event.type === 'end' && event.interrupted && settings.signal?.aborted === true;
      yield event.type === 'end' ? { ...event, interrupted: isInterrupted } : event;
    }
  } finally {
    done();
    for (const line of await visit.clean()) warn(line);
  }
}
