import type { RunEvent, Status } from '../core/event.ts';
import type { Phase, RuleInfo } from '../core/rule.ts';
import type { Tally } from './lane.ts';

/** The event that says what a rule came to in one phase. */
export function judgedEvent(
  rule: RuleInfo,
  phase: Phase,
  verdict: { status: Status; reason?: string },
  { tally, ms = 0 }: { tally?: Tally; ms?: number } = {},
): Extract<RunEvent, { type: 'judged' }> {
  return {
    type: 'judged',
    rule: rule.id,
    phase,
    ...verdict,
    requests: tally?.requests ?? 0,
    operations: tally?.operations ?? {},
    ms: Math.round(ms),
    latency: Array.from(tally?.latency ?? [], (count) => count ?? 0),
  };
}
