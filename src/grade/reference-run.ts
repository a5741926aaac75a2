import picomatch from 'picomatch';
import type { RunEvent } from '../core/event.ts';
import type { Phase } from '../core/rule.ts';
import type { Handler } from '../core/target.ts';
import type { Modification } from '../reference/modification.ts';
import { createReference } from '../reference/reference.ts';
import { run } from '../run/run.ts';
import { handlerTarget } from '../targets/handler.ts';
import type { Suite } from './suite.ts';

/** How the reference is judged. */
export interface ReferenceRunOptions {
  seed: number;
  /** Random cases of a rule on one operation. */
  runs: number;
  /** Milliseconds that a late listing may take. */
  settle: number;
  /** Rules judged at the same time. With one, the order of all requests is the same each time. */
  lanes: number;
  phases?: readonly Phase[] | undefined;
  /** Tasks that come first; of the phases' own order, unless they are given. */
  order?: readonly string[] | undefined;
  /** Glob over the ids of the rules that are judged; all, unless it is given. */
  rules?: string | undefined;
  /** Whether findings are made smaller. */
  shrink?: boolean | undefined;
  /** Tells a finding in each task that comes upon it, not in the first alone. */
  again?: boolean | undefined;
  signal?: AbortSignal | undefined;
  /** Wraps each reference that is started. */
  listen?: ((handler: Handler) => Handler) | undefined;
}

/** Judges the reference with the given modifications, in process and without a socket. Throws what `run` throws, after the last event. */
export async function* referenceRun(
  suite: Suite,
  modifications: readonly Modification[],
  options: ReferenceRunOptions,
): AsyncGenerator<RunEvent, void> {
  const { contract, rules, version } = suite;
  const { seed, runs, settle, lanes, phases, order, listen = (handler) => handler } = options;
  const wanted = options.rules === undefined ? () => true : picomatch(options.rules, { bash: true });
  const start = (): Handler => listen(createReference({ contract, seed, modifications }).handle);
  let handle = start();
  const target = handlerTarget(contract, (request) => handle(request), { sign: true });
  const opened = await suite.open(target, { seed, lanes });
  try {
    yield* run({
      contract,
      version,
      target: opened.target,
      names: opened.names,
      rules: {
        answer: rules.answer.filter(({ id }) => wanted(id)),
        active: rules.active.filter(({ id }) => wanted(id)),
      },
      ...(phases ? { phases } : {}),
      ...(order ? { order: { tasks: order } } : {}),
      seed,
      runs,
      settle,
      settleReads: 0,
      concurrency: opened.lanes,
      shrink: options.shrink === true,
      again: options.again === true,
      ...(options.signal ? { signal: options.signal } : {}),
      async restart() {
        handle = start();
      },
      reproduce: (rule) => rule,
    });
  } finally {
    await opened.target.close();
  }
}
