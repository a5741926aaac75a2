import { shippedContract } from '../contracts/shipped.ts';
import type { Contract } from '../core/contract.ts';
import type { Finding, RunEvent, Shard } from '../core/event.ts';
import { drawSeed } from '../core/seed.ts';
import { shellArgument, shellQuoted } from '../quoting/shell.ts';
import type { Reach } from '../reach/reach.ts';
import type { Choice } from './choice.ts';
import type { Emulator } from './emulator.ts';
import { awsWarning } from './limits.ts';
import { warn } from './print.ts';
import type { Recording } from './recording.ts';
import { requiredOperations } from './require.ts';
import { reset } from './reset.ts';
import { resourceContract } from './resource.ts';
import type { RunSettings } from './run-settings.ts';
import { openSession, type Session } from './session.ts';
import type { OpenTarget } from './target.ts';
import { VERSION } from './version.ts';

/** What is judged, whoever is. */
export interface Plan {
  contract: Contract;
  /** Made when it is first wanted, and once. */
  choice: () => Promise<Choice>;
  require: string[];
  seed: number;
  shard?: Shard;
  /** Findings of earlier runs on the target. */
  earlier?: readonly Finding[];
}

/**
 * Makes a plan of the options. Throws a UsageError. To load and make rules takes longer than all else before the first
 * request, which needs none of them: they wait, unless an option speaks of them and might be wrong.
 */
export async function planOf(options: RunSettings): Promise<Plan> {
  const contract = options.resource === undefined ? shippedContract() : resourceContract(options.resource);
  const require = await requiredOperations(contract, options.require);
  let made: Promise<Choice> | undefined;
  const choice = (): Promise<Choice> => {
    made ??= import('./choice.ts').then(({ choiceOf }) => choiceOf(contract, options));
    return made;
  };
  const { rules, exclude, recorded, known } = options;
  if (rules.length > 0 || exclude.length > 0 || recorded !== undefined || known !== undefined) await choice();
  return { contract, choice, require, seed: options.seed ?? drawSeed() };
}

/** Runs on an open target, and leaves nothing there, on an interrupt neither. */
export async function* eventsOf(
  plan: Plan,
  open: OpenTarget,
  options: RunSettings & { recording?: Recording; run?: string },
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
    const until = signal ? AbortSignal.any([signal, interruption.signal]) : interruption.signal;
    yield* judged(plan, open, session, options, until);
  } finally {
    for (const line of await session.clean()) warn(line);
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
  }
}

async function* judged(
  { choice, ...plan }: Plan,
  { url, limits, reach, allowed, words, emulator }: OpenTarget,
  session: Session,
  options: RunSettings,
  signal: AbortSignal,
): AsyncGenerator<RunEvent, void> {
  const [{ run, Unusable }, { orderFor }, chosen] = await Promise.all([
    import('../run/run.ts'),
    import('./order.ts'),
    choice(),
  ]);
  try {
    yield* run({
      ...plan,
      ...chosen,
      target: session.target,
      names: session.names,
      version: VERSION,
      ...(url ? { url: url.href } : {}),
      runs: limits.runs,
      order: orderFor(reach, options.best),
      ...(options.phase ? { phases: options.phase } : {}),
      concurrency: session.lanes,
      ...(limits.settle === undefined ? {} : { settle: limits.settle }),
      patience: limits.patience,
      ...(options.reset ? { between: resetting(options.reset, allowed, session) } : {}),
      signal,
      ...(emulator ? { ended: () => endedText(emulator) } : {}),
      reproduce: (rule, token) => reproduceLine(words, options.resource, rule, plan.seed, limits.runs, token),
    });
  } catch (error) {
    if (!(error instanceof Unusable)) throw error;
  }
}

function endedText({ ended }: Emulator): string | undefined {
  const how = ended();
  return how === undefined ? undefined : `the --start command ${how} during the run`;
}

function resetting(url: URL, allowed: Reach | undefined, { forget }: Session): () => Promise<void> {
  return async () => {
    await reset(url, allowed);
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
        ...(resource === undefined ? [] : [`--resource ${shellArgument(resource)}`]),
        `--rules ${shellQuoted(rule)}`,
        `--seed ${seed}`,
        `--runs ${runs}`,
      ];
  return `cloudfront-conformance ${words.join(' ')}`;
}
