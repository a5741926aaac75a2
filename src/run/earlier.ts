import type { Finding } from '../core/event.ts';
import { TARGET_SURVIVES } from '../rules/response/target-survives.ts';
import { prefixOf } from './capsule.ts';
import { originOf } from './findings.ts';
import { recordStep } from './record.ts';
import { reproduce } from './reproduce.ts';
import { isFirst } from './shard.ts';
import type { RunState } from './state.ts';

/** Makes the calls of earlier findings again, and reports those that are still there. */
export async function retryEarlier(state: RunState): Promise<void> {
  for (const finding of state.options.earlier ?? []) if (isMine(state, finding)) await retry(state, finding);
}

function isMine({ mine, options, signal }: RunState, { capsule, rule, phase }: Finding): boolean {
  const there =
    mine.some(({ id, phases }) => id === rule && phases.some((one) => one === phase)) ||
    (isFirst(options.shard) && options.rules.answer.some(({ id }) => id === rule));
  // To make these calls again would end the run before it has begun.
  return capsule !== undefined && there && rule !== TARGET_SURVIVES && !signal.aborted;
}

async function retry({ options, shared, emit, reported, counts }: RunState, finding: Finding): Promise<void> {
  const { capsule, rule, operation, token } = finding;
  const { url, rules, names } = options;
  const { verdict, reason, steps } = await reproduce(shared, rules, names, capsule!, {
    prefix: prefixOf(url),
    whole: false,
  });
  emit({ type: 'replayed', rule, operation, token, verdict, reason });
  if (verdict !== 'STILL FAILS') return;
  reported.add(`${rule} ${operation}`);
  counts.findings++;
  const recorded = steps.map((step) => recordStep(step, originOf(url)));
  emit({ type: 'finding', finding: { ...finding, steps: recorded, after: counts.requests } });
}
