import { operationsOf } from '../contracts/resource.ts';
import type { RunEvent } from '../core/event.ts';
import type { ActiveRule, RuleInfo } from '../core/rule.ts';
import { SkipError } from '../core/test-context.ts';
import { sequenceRules } from '../rules/sequence/index.ts';
import { laneOf, openState } from '../run/open.ts';
import type { RunOptions } from '../run/options.ts';
import { whyOver } from '../run/over.ts';
import { probe } from '../run/probe.ts';
import { createQueue } from '../run/queue.ts';
import { startEvent } from '../run/start-event.ts';
import type { RunState } from '../run/state.ts';
import { overText } from '../run/survival.ts';
import { type Classifier, createClassifier } from '../schema/certificate.ts';
import type { Case } from './case.ts';
import { BLOCK, type Entry } from './corpus.ts';
import { createFinder, type Finder } from './finder.ts';
import { died, unanswered } from './losses.ts';
import { type Played, play } from './play.ts';
import { createProposals, type Guide, type Proposals } from './proposals.ts';
import { signaturesOf } from './signature.ts';
import { createSurvival, type Survival } from './survive.ts';
import { createTally, type Tally } from './tally.ts';

export interface FuzzOptions {
  run: RunOptions;
  /** Cases that are under way at the same time. */
  workers: number;
  guide?: Guide;
  /** Where cases are kept that showed something new, and those that others found come from. */
  store?: Store;
  /** Blocks of the target's code that ran since it was last asked. */
  coverage?: () => Promise<readonly string[]>;
  /** Requests after which no case is begun. */
  most?: number;
  /** Whether the first finding is enough. */
  first?: boolean;
}

/** A corpus that outlives the run. */
export interface Store {
  /** Entries that were not given before. */
  fresh(): readonly Entry[];
  keep(entry: Entry): void;
}

/** Plays cases on a target until the signal of its options says so, each chosen by what those before it showed. */
export async function* fuzz(options: FuzzOptions): AsyncGenerator<RunEvent, void> {
  const queue = createQueue<RunEvent>();
  const work = drive(options, queue.put).then(
    () => queue.end(),
    (error: unknown) => queue.fail(error),
  );
  yield* queue.values();
  await work;
}

/** What all workers of a run share. */
interface Fuzzing {
  options: FuzzOptions;
  state: RunState;
  proposals: Proposals;
  finder: Finder;
  tally: Tally;
  /** Says also what is open in a request that is broken anyway. */
  classify: Classifier;
  survival: Survival;
  /** Cases so far. */
  cases: number;
  /** Number of the latest lane, for its names. */
  lanes: number;
}

async function drive(options: FuzzOptions, emit: (event: RunEvent) => void): Promise<void> {
  const started = Date.now();
  const state = openState({ ...options.run, again: true }, emit);
  const rules = rulesOf(options.run);
  emit(startEvent(state, started, [...rules.values()]));
  const fuzzing = begin(options, state, rules);
  try {
    await probe(state, [{ rule: everything(options.run), phase: 'random' }]);
    await Promise.all(Array.from({ length: options.workers }, () => workOn(fuzzing)));
    for (const event of fuzzing.tally.events([...rules.values()])) emit(event);
    end(state, started, overText(state));
  } catch (error) {
    end(state, started, options.run.ended?.() ?? (error instanceof Error ? error.message : String(error)));
    throw error;
  }
}

function begin(options: FuzzOptions, state: RunState, rules: ReadonlyMap<string, RuleInfo>): Fuzzing {
  const tally = createTally();
  const fuzzing: Omit<Fuzzing, 'finder'> = {
    options,
    state,
    proposals: createProposals(options.run.contract, options.run.seed, options.guide),
    tally,
    classify: createClassifier(options.run.contract, { complete: true, known: (name) => state.given.has(name) }),
    survival: createSurvival(state),
    cases: 0,
    lanes: 0,
  };
  const replay = (one: Case): Promise<Played> => playOn(whole, one, true);
  const whole: Fuzzing = Object.assign(fuzzing, { finder: createFinder({ state, rules, replay, broke: tally.broke }) });
  return whole;
}

/** Every rule that a case may break: those on answers, those on sequences, and the documented constraints of requests. */
function rulesOf({ contract, rules }: RunOptions): ReadonlyMap<string, RuleInfo> {
  const all = [...rules.answer, ...sequenceRules(contract), ...rules.active];
  return new Map(all.map((rule) => [rule.id, rule]));
}

/** A rule that needs every operation of what can be created at will, so that the probe asks for them. */
function everything({ contract }: RunOptions): ActiveRule {
  const resources = Object.values(contract.resources).filter(({ minimal }) => minimal === undefined);
  const operations = resources.flatMap((one) => operationsOf(one));
  const about = { id: 'fuzz', evidence: 'inferred' as const, demands: '', citations: [], needs: [] };
  return { ...about, operations, phases: ['random'], check: async () => {} };
}

async function workOn(fuzzing: Fuzzing): Promise<void> {
  const { state, options, proposals } = fuzzing;
  for (;;) {
    for (const entry of options.store?.fresh() ?? []) proposals.corpus.take(entry);
    if (isOver(fuzzing)) return;
    try {
      await one(fuzzing, proposals.next());
    } catch (error) {
      if (!(error instanceof SkipError)) throw error;
    }
    fuzzing.cases++;
    tell(fuzzing);
    // Nothing else would have its turn beside a target in this process.
    await new Promise((resolve) => setImmediate(resolve));
    if (whyOver(state) !== undefined) return;
  }
}

function isOver({ state, options }: Fuzzing): boolean {
  const { most = Number.POSITIVE_INFINITY, first } = options;
  return state.signal.aborted || state.counts.requests >= most || (first === true && state.counts.findings > 0);
}

/** Plays a case, learns what it shows, and looks into what is wrong. */
async function one(fuzzing: Fuzzing, chosen: Case): Promise<void> {
  const { options, proposals, tally, finder, state, survival } = fuzzing;
  const played = await survival.together(() => playOn(fuzzing, chosen, false));
  const { contract } = options.run;
  const showed = signaturesOf(contract, chosen.steps, played.steps);
  for (const block of (await options.coverage?.()) ?? []) showed.add(BLOCK + block);
  for (const { step } of played.steps) proposals.workshop.lexicon.learn(step.outcome);
  const entry = proposals.learn(chosen, showed);
  if (entry) options.store?.keep(entry);
  tally.count(played.steps);
  if (state.signal.aborted || played.steps.every(({ shown }) => shown.broken.length === 0)) return;
  const consider = (): Promise<void> => finder.consider(chosen, played);
  await (played.lost ? survival.alone(consider) : consider());
}

async function playOn(fuzzing: Fuzzing, chosen: Case, careful: boolean): Promise<Played> {
  const { state, options, survival, classify } = fuzzing;
  const unjudged = { ...state, shared: { ...state.shared, answerRules: [] } };
  const { lane, close } = laneOf(unjudged, `case ${fuzzing.lanes++}`, 'random');
  const { restarts } = survival;
  try {
    const isGiven = (text: string): boolean => state.given.has(text);
    const played = await play(lane, chosen, { classify, answerRules: options.run.rules.answer, isGiven, careful });
    if (played.lost) await explainLoss(fuzzing, chosen, played, restarts);
    return played;
  } finally {
    await close();
  }
}

/** Says of a call that had no answer what that shows: the target is gone, or leaves it unanswered. */
async function explainLoss({ state, survival }: Fuzzing, chosen: Case, played: Played, before: number): Promise<void> {
  const last = played.steps.at(-1);
  const { outcome } = last?.step ?? {};
  // Other workers saw it end too; the one that caused it tries again.
  if (!last || outcome?.kind !== 'lost' || outcome.withheld || survival.restarts > before) return;
  const now = await survival.after();
  if (now === 'restarted') last.shown.broken.push(died(last));
  // What stands before a service may drop the connection of an odd request.
  const isOdd = chosen.steps[last.index]?.edit !== undefined && !state.options.target.inProcess;
  if (now === 'answers' && !outcome.unreached && !isOdd) last.shown.broken.push(unanswered(last, outcome.reason));
}

/** Milliseconds between two signs of progress. */
const EVERY = 100;

let told = 0;

function tell({ state, proposals, cases }: Fuzzing): void {
  const now = performance.now();
  if (now - told < EVERY) return;
  told = now;
  const { corpus } = proposals;
  state.emit({
    type: 'fuzzing',
    cases,
    requests: state.counts.requests,
    findings: state.counts.findings,
    kept: corpus.entries.length,
    signatures: corpus.signatures,
    blocks: corpus.blocks,
  });
}

function end({ counts, signal, emit }: RunState, started: number, error: string | undefined): void {
  emit({
    type: 'end',
    seconds: (Date.now() - started) / 1000,
    requests: counts.requests,
    retries: counts.retries,
    interrupted: signal.aborted,
    ...(error === undefined ? {} : { error }),
  });
}
