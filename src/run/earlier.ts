import type { Finding } from '../core/event.ts';
import { given } from '../core/given.ts';
import type { ViolationDetails } from '../core/test-context.ts';
import { TARGET_SURVIVES } from '../rules/response/target-survives.ts';
import { report } from './findings.ts';
import type { Later } from './probe.ts';
import { reproduce } from './reproduce.ts';
import { prefixOf } from './reproducer.ts';
import { isFirst } from './shard.ts';
import type { RunState } from './state.ts';

/**
 * Makes the calls of earlier findings again, and reports those that are still there. `later`: asks for the operations that the
 * workflow alone needs, so that one that is absent is not called broken.
 */
export async function retryEarlier(state: RunState, later: Later): Promise<void> {
  for (const finding of state.options.earlier ?? []) {
    if (!isMine(state, finding)) continue;
    if (finding.phase === 'workflow') await later();
    if (!state.missing.has(finding.operation)) await retry(state, finding);
  }
}

function isMine({ mine, options, signal }: RunState, { capsule: reproducer, rule, phase }: Finding): boolean {
  const there =
    mine.some(({ id, phases }) => id === rule && phases.some((one) => one === phase)) ||
    (isFirst(options.shard) && options.rules.answer.some(({ id }) => id === rule));
  // To make these calls again would end the run before it has begun.
  return reproducer !== undefined && there && rule !== TARGET_SURVIVES && !signal.aborted;
}

async function retry(state: RunState, finding: Finding): Promise<void> {
  const { options, context: shared, emit, counts } = state;
  const { capsule: reproducer, rule: id, operation, token, phase, expected, path, supported } = finding;
  const { url, rules, names } = options;
  const before = counts.requests;
  const reproduced = await reproduce(shared, rules, names, reproducer!, { prefix: prefixOf(url), whole: false });
  // What others found once is found at no cost, and must not make what comes next look dear.
  counts.replayed += counts.requests - before;
  const { verdict, reason, steps } = reproduced;
  emit({ type: 'replayed', rule: id, operation, token, verdict, reason });
  const rule = [...rules.answer, ...rules.active].find((one) => one.id === id);
  if (verdict !== 'STILL FAILS' || !rule) return;
  const known = {
    operation,
    expected,
    actual: reason,
    steps,
    ...given({ path, supported, wanted: reproducer!.wanted }),
  };
  const { after: _, ...violation }: ViolationDetails = reproduced.violation ?? known;
  report(state, rule, violation, phase);
}
