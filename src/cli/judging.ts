import type { Contract } from '../core/contract.ts';
import type { Finding, RunEvent, Shard } from '../core/event.ts';
import type { KnownDeviations } from '../core/known.ts';
import type { AnswerRule } from '../core/rule.ts';
import { visibleLine } from '../report/visible.ts';
import { type Rules, rulesOf } from '../rules/index.ts';
import { run, Unusable } from '../run/run.ts';
import { drawSeed } from '../run/seed.ts';
import { loadContract } from '../schema/contract.ts';
import { VERSION } from '../version.ts';
import type { JudgeOptions } from './judge-options.ts';
import { awsWarning } from './limits.ts';
import { orderFor } from './order.ts';
import type { Recording } from './recording.ts';
import { requiredOperations } from './require.ts';
import { reset } from './reset.ts';
import { resourceContract } from './resource.ts';
import { selectRules } from './select.ts';
import { openSession, type Session } from './session.ts';
import type { OpenTarget } from './target.ts';

/** What is judged, whoever is. */
export interface Plan {
  contract: Contract;
  rules: Rules;
  require: string[];
  seed: number;
  known?: KnownDeviations;
  shard?: Shard;
  /** Findings of earlier runs on the target. */
  earlier?: readonly Finding[];
}

/** Makes a plan of the options. Throws a UsageError. */
export async function planOf(options: JudgeOptions): Promise<Plan> {
  const contract = options.resource === undefined ? loadContract() : resourceContract(options.resource);
  const all = rulesOf(contract);
  const ids = [...all.answer, ...all.active].map(({ id }) => id);
  const strict = options.knownStrict ?? Boolean(process.env.CI);
  const rules = selectRules(all, options.rules, options.exclude);
  if (options.recorded !== undefined) rules.answer.push(await ruleOfRecording(contract, options.recorded));
  // A list is YAML, which few runs need to read.
  const entries = options.known === undefined ? [] : (await import('./known.ts')).readKnown(options.known, ids);
  return {
    contract,
    rules,
    require: requiredOperations(contract, options.require),
    seed: options.seed ?? drawSeed(),
    ...(options.known === undefined ? {} : { known: { strict, entries } }),
  };
}

async function ruleOfRecording(contract: Contract, file: string): Promise<AnswerRule> {
  const [{ asRecorded }, { readCassette }, { recordedAnswers }] = await Promise.all([
    import('../rules/answer/as-recorded.ts'),
    import('./cassette-file.ts'),
    import('./recorded-answers.ts'),
  ]);
  return asRecorded(contract, recordedAnswers(contract, readCassette(file)));
}

/** Runs on an open target, and leaves nothing there, on an interrupt neither. */
export async function* eventsOf(
  plan: Plan,
  open: OpenTarget,
  options: JudgeOptions & { recording?: Recording; run?: string },
  signal?: AbortSignal,
): AsyncGenerator<RunEvent, void> {
  const { url, limits, reach } = open;
  const interruption = new AbortController();
  const interrupt = (): void => interruption.abort();
  process.once('SIGINT', interrupt);
  process.once('SIGTERM', interrupt);
  if (url && reach === 'aws') for (const line of awsWarning(plan.contract, url, limits)) warn(line);
  const session = await openSession(plan.contract, open, { ...options, seed: plan.seed });
  if (session.note !== undefined) warn(session.note);
  try {
    yield* run({
      ...plan,
      target: session.target,
      names: session.names,
      version: VERSION,
      ...(url ? { url: url.href } : {}),
      runs: limits.runs,
      order: orderFor(reach, options.best),
      ...(options.phase ? { phases: options.phase } : {}),
      concurrency: session.lanes,
      settle: limits.settle,
      patience: limits.patience,
      ...(options.reset ? { between: resetting(options.reset, session) } : {}),
      signal: signal ? AbortSignal.any([signal, interruption.signal]) : interruption.signal,
      reproduce: (rule, token) => reproduceLine(open.words, options.resource, rule, plan.seed, limits.runs, token),
    });
  } catch (error) {
    if (!(error instanceof Unusable)) throw error;
  } finally {
    for (const line of await session.clean()) warn(line);
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
  }
}

function resetting(url: URL, { forget }: Session): () => Promise<void> {
  return async () => {
    await reset(url);
    forget();
  };
}

/** A replay of the finding's calls, or where there is none, a run of its rule. */
function reproduceLine(
  where: string[],
  resource: string | undefined,
  rule: string,
  seed: number,
  runs: number,
  token: string,
): string {
  const words = token
    ? ['reproduce', token, ...where]
    : [
        'run',
        ...where,
        ...(resource === undefined ? [] : [`--resource ${resource}`]),
        `--rules '${rule}'`,
        `--seed ${seed}`,
        `--runs ${runs}`,
      ];
  return `cloudfront-conformance ${words.join(' ')}`;
}

function warn(line: string): void {
  process.stderr.write(`${visibleLine(line)}\n`);
}
