import { SkipError } from '../core/test-context.ts';
import { testContextOf } from '../run/open.ts';
import { whyOver } from '../run/over.ts';
import type { FuzzCase } from './case.ts';
import { BLOCK } from './corpus.ts';
import type { Fuzzing } from './fuzzing.ts';
import { died, unanswered } from './losses.ts';
import { type Played, play } from './play.ts';
import { shortestReaching } from './reach.ts';
import { signaturesOf } from './signature.ts';

/** Plays one case after the other until the time is over or the target stopped answering. */
export async function workOn(fuzzing: Fuzzing): Promise<void> {
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
async function one(fuzzing: Fuzzing, chosen: FuzzCase): Promise<void> {
  const { options, proposals, tally, finder, state, survival } = fuzzing;
  const played = await survival.together(() => playOn(fuzzing, chosen, false));
  const { contract } = options.run;
  const showed = signaturesOf(contract, chosen.steps, played.steps);
  for (const block of (await options.coverage?.()) ?? []) showed.add(BLOCK + block);
  for (const { step } of played.steps) proposals.workshop.lexicon.learn(step.outcome);
  const unseen = proposals.corpus.unseenBlocks(showed);
  const entry = proposals.learn(chosen, showed);
  if (entry) options.store?.keep(entry);
  tally.count(played.steps);
  const play = (one: FuzzCase): Promise<Played> => playOn(fuzzing, one, false);
  if (unseen.length > 0) proposals.leads.add(await shortestReaching(fuzzing, chosen, unseen, play));
  if (state.signal.aborted || played.steps.every(({ shown }) => shown.broken.length === 0)) return;
  const consider = (): Promise<void> => finder.consider(chosen, played);
  await (played.lost ? survival.alone(consider) : consider());
}

/** Plays a case in a lane of its own, which leaves nothing behind. `careful`: waits as long as reads may be late. */
export async function playOn(fuzzing: Fuzzing, chosen: FuzzCase, careful: boolean): Promise<Played> {
  const { state, options, survival, classify } = fuzzing;
  const unjudged = { ...state, context: { ...state.context, answerRules: [] } };
  const { context: lane, close } = testContextOf(unjudged, `case ${fuzzing.lanes++}`, 'random');
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
async function explainLoss(
  { state, survival }: Fuzzing,
  chosen: FuzzCase,
  played: Played,
  before: number,
): Promise<void> {
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

/** Tells how far the search has come, now and then. */
function tell(fuzzing: Fuzzing): void {
  const now = performance.now();
  if (now - fuzzing.told < EVERY) return;
  fuzzing.told = now;
  tellNow(fuzzing);
}

export function tellNow({ state, proposals, cases }: Fuzzing): void {
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
