import type { RuleResult, Status } from '../core/event.ts';
import type { Hindrance } from '../core/hindrance.ts';
import type { Phase, RuleInfo } from '../core/rule.ts';
import type { TaskStats } from './test-context.ts';

/** What a rule came to, and why where it was not judged. */
export interface TaskVerdict {
  status: Status;
  reason?: string;
  hindrance?: Hindrance;
}

/** The event that says what a rule came to in one phase. */
export function judgedEvent(
  rule: RuleInfo,
  phase: Phase,
  verdict: TaskVerdict,
  { stats, ms = 0 }: { stats?: TaskStats; ms?: number } = {},
): RuleResult {
  return {
    type: 'judged',
    rule: rule.id,
    phase,
    ...verdict,
    requests: stats?.requests ?? 0,
    operations: stats?.operations ?? {},
    ms: Math.round(ms),
    latency: Array.from(stats?.latency ?? [], (count) => count ?? 0),
  };
}
