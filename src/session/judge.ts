import type { RunEvent } from '../core/event.ts';
import { given } from '../core/given.ts';
import type { ActiveRule } from '../core/rule.ts';
import type { Reach } from '../reach/reach.ts';
import type { RunParameters } from '../run/options.ts';
import type { Emulator } from './emulator.ts';
import type { RunPlan } from './plan.ts';
import { reproduceLine } from './reproduce-line.ts';
import { reset } from './reset.ts';
import type { RunSettings } from './run-settings.ts';
import type { OpenTarget } from './target.ts';
import { VERSION } from './version.ts';
import type { Visit } from './visit.ts';

/** What is judged on a visit. `active`: only these rules beside those on answers. */
export interface VisitRun {
  plan: RunPlan;
  open: OpenTarget;
  visit: Visit;
  settings: RunSettings;
  signal?: AbortSignal;
  active?: readonly ActiveRule[];
}

/** Judges an open target, and may be called again on the same visit. Throws TargetUnusableError, after the `end` event, where nothing can be judged. */
export async function* judge(judged: VisitRun): AsyncGenerator<RunEvent, void> {
  const [{ run }, options] = await Promise.all([import('../run/run.ts'), runOptionsOf(judged)]);
  yield* run(options);
}

/** What a run on a visit is told. */
export async function runOptionsOf({ plan, open, visit, settings, signal, active }: VisitRun): Promise<RunParameters> {
  const { choice, ...planned } = plan;
  const { url, limits, reach, allowed, words, emulator } = open;
  const [{ orderFor }, chosen] = await Promise.all([import('./order.ts'), choice()]);
  return {
    ...planned,
    ...chosen,
    ...(active ? { rules: { answer: chosen.rules.answer, active: [...active] } } : {}),
    target: visit.target,
    names: visit.names,
    version: VERSION,
    runs: limits.runs,
    order: orderFor(reach, settings.best),
    concurrency: visit.lanes,
    patience: limits.patience,
    ...given({ url: url?.href, phases: settings.phases, settle: limits.settle, signal }),
    ...(emulator ? { ended: () => endedText(emulator), restart: restarting(emulator, visit) } : {}),
    ...(settings.reset ? { between: resetting(settings.reset, allowed, visit) } : {}),
    reproduce: (rule, token) =>
      reproduceLine({
        rule,
        token,
        words,
        seed: plan.seed,
        runs: limits.runs,
        ...given({ resource: settings.resource }),
      }),
  };
}

function endedText({ ended }: Emulator): string | undefined {
  const how = ended();
  return how === undefined ? undefined : `the --start command ${how} during the run`;
}

function restarting({ restart }: Emulator, { forget }: Visit): () => Promise<void> {
  return async () => {
    await restart();
    forget();
  };
}

function resetting(url: URL, allowed: Reach | undefined, { forget }: Visit): () => Promise<void> {
  return async () => {
    await reset(url, allowed);
    forget();
  };
}
