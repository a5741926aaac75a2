import type { Cassette, CassetteHead } from '../core/cassette.ts';
import type { RunEvent } from '../core/event.ts';
import { given } from '../core/given.ts';
import { UsageError } from '../core/usage.ts';
import { readCassette } from '../formats/cassette.ts';
import { openKept } from './failures.ts';
import { judge } from './judge.ts';
import { awsWarning } from './limits.ts';
import { openOperations } from './operations.ts';
import { planOf, type RunPlan } from './plan.ts';
import type { Recording } from './recording.ts';
import { RECORDED_RUN } from './run-name.ts';
import type { RunOptions } from './run-options.ts';
import { type OpenTarget, openCassette, openTarget } from './target.ts';
import { openVisit } from './visit.ts';

/**
 * Judges what the options name, from a `start` event to an `end` event, and leaves nothing there, whether all events were read or
 * not. Throws a UsageError for options that can't be followed, and TargetUnusableError, after the `end` event, where nothing can be judged.
 */
export async function* sessionEvents(wanted: RunOptions): AsyncGenerator<RunEvent, void> {
  const cassette = wanted.fromCassette === undefined ? undefined : readCassette(wanted.fromCassette);
  const options = inOrder(cassette ? asRecorded(wanted, cassette.head) : wanted);
  const plan = await planOf(options);
  const open = await openNamed(plan, options, cassette);
  try {
    const recording = await recordingOf(plan, open, options);
    const folder = recording ? undefined : options.folder;
    const kept = openKept(plan.contract, open, folder);
    const operations = openOperations(open, folder);
    try {
      const seen = { earlier: options.earlier ?? kept.earlier, present: operations.present };
      for await (const event of visitEvents({ ...plan, ...seen }, open, {
        ...options,
        ...given({ recording, run: cassette && RECORDED_RUN }),
      })) {
        kept.take(event);
        operations.take(event);
        yield event;
      }
      recording?.finish();
    } catch (error) {
      recording?.discard();
      throw error;
    }
    kept.close();
    operations.close();
  } finally {
    await open.target.close();
  }
}

/** Judges an open target on a visit of its own, and leaves nothing there. */
export async function* visitEvents(
  plan: RunPlan,
  open: OpenTarget,
  options: RunOptions & { recording?: Recording; run?: string },
): AsyncGenerator<RunEvent, void> {
  const { url, limits, reach } = open;
  const warn = options.warn ?? ((line: string) => process.emitWarning(line, 'Conformance'));
  if (url && reach === 'aws') for (const line of awsWarning(plan.contract, url, limits)) warn(line);
  const visit = await openVisit(plan.contract, open, { ...options, seed: plan.seed });
  if (visit.note !== undefined) warn(visit.note);
  try {
    yield* judge({ plan, open, visit, settings: options, ...given({ signal: options.signal }) });
  } finally {
    for (const line of await visit.clean()) warn(line);
  }
}

async function openNamed(plan: RunPlan, options: RunOptions, cassette: Cassette | undefined): Promise<OpenTarget> {
  const open = cassette
    ? await openCassette(plan.contract, cassette, options)
    : await openTarget(plan.contract, options, plan.seed);
  return { ...open, target: { ...open.target, name: options.name ?? open.target.name } };
}

async function recordingOf(plan: RunPlan, open: OpenTarget, options: RunOptions): Promise<Recording | undefined> {
  if (options.record === undefined) return undefined;
  const { openRecording } = await import('./recording.ts');
  return openRecording(plan.contract, options.record, open, { ...options, seed: plan.seed });
}

/** The options by which the recorded run sent what it sent. */
function asRecorded(options: RunOptions, head: CassetteHead): RunOptions {
  const { seed = head.seed, runs = head.runs, settle = head.settle, patience = head.patience } = options;
  const { staging, resource } = head;
  return { ...options, seed, runs, patience, staging, ...given({ settle, resource }) };
}

/** A recording holds an order of exchanges, so that rules are judged one after the other. Throws a UsageError. */
function inOrder(options: RunOptions): RunOptions {
  const { record, fromCassette, concurrency = 1 } = options;
  if (record === undefined && fromCassette === undefined) return options;
  if (concurrency !== 1) throw new UsageError('a recording holds one rule after the other; leave out --concurrency');
  return { ...options, concurrency };
}
