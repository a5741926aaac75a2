import { operationsOf } from '../contracts/resource.ts';
import type { RunEvent } from '../core/event.ts';
import type { ActiveRule, RuleInfo } from '../core/rule.ts';
import { endEvent } from '../run/end-event.ts';
import { openState } from '../run/open.ts';
import type { RunParameters } from '../run/options.ts';
import { probe } from '../run/probe.ts';
import { createQueue } from '../run/queue.ts';
import { startEvent } from '../run/start-event.ts';
import type { RunState } from '../run/state.ts';
import { overText } from '../run/survival.ts';
import { createClassifier } from '../schema/classifier.ts';
import { createFinder } from './finder.ts';
import type { Fuzzing, FuzzOptions } from './fuzzing.ts';
import { createProposals } from './proposals.ts';
import { createSurvival } from './survive.ts';
import { createFuzzStats } from './tally.ts';
import { playOn, tellNow, workOn } from './worker.ts';

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

async function drive(options: FuzzOptions, emit: (event: RunEvent) => void): Promise<void> {
  const started = Date.now();
  const state = openState({ ...options.run, again: true }, emit);
  const rules = rulesOf(options);
  emit(startEvent(state, started, [...rules.values()]));
  const fuzzing = begin(options, state, rules);
  try {
    await probe(state, [{ rule: everything(options.run), phase: 'random' }]);
    await Promise.all(Array.from({ length: options.workers }, () => workOn(fuzzing)));
    tellNow(fuzzing);
    for (const event of fuzzing.tally.events([...rules.values()])) emit(event);
    state.emit(endEvent(state, started, overText(state)));
  } catch (error) {
    state.emit(
      endEvent(state, started, options.run.ended?.() ?? (error instanceof Error ? error.message : String(error))),
    );
    throw error;
  }
}

function begin(options: FuzzOptions, state: RunState, rules: ReadonlyMap<string, RuleInfo>): Fuzzing {
  const tally = createFuzzStats();
  const fuzzing: Omit<Fuzzing, 'finder'> = {
    options,
    state,
    proposals: createProposals(options.run.contract, options.run.seed, options.guide),
    tally,
    classify: createClassifier(options.run.contract, { complete: true, known: (name) => state.given.has(name) }),
    survival: createSurvival(state),
    cases: 0,
    lanes: 0,
    told: 0,
  };
  const finder = createFinder({
    state,
    rules,
    isRule: options.isRule,
    replay: (one) => playOn(whole, one, true),
    broke: tally.broke,
  });
  const whole: Fuzzing = Object.assign(fuzzing, { finder });
  return whole;
}

/** Every rule that a case may break: those on answers, those on sequences, and the documented constraints of requests. */
function rulesOf({ run: { rules }, sequence }: FuzzOptions): ReadonlyMap<string, RuleInfo> {
  const all = [...rules.answer, ...sequence, ...rules.active];
  return new Map(all.map((rule) => [rule.id, rule]));
}

/** A rule that needs every operation of what can be created at will, so that the probe asks for them. */
function everything({ contract }: RunParameters): ActiveRule {
  const resources = Object.values(contract.resources).filter(({ minimal }) => minimal === undefined);
  const operations = resources.flatMap((one) => operationsOf(one));
  const about = { id: 'fuzz', evidence: 'inferred' as const, demands: '', citations: [], needs: [] };
  return { kind: 'active', ...about, operations, phases: ['random'], check: async () => {} };
}
