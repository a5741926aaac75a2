import type { RunEvent, Status } from '../core/event.ts';
import type { RuleInfo } from '../core/rule.ts';
import { violated } from '../run/findings.ts';
import { judgedEvent } from '../run/judged.ts';
import type { PlayedStep } from './play.ts';

/** What the rules came to. */
export interface FuzzStats {
  count(steps: readonly PlayedStep[]): void;
  broke(rule: RuleInfo): void;
  /** One event for each rule. */
  events(rules: readonly RuleInfo[]): RunEvent[];
}

export function createFuzzStats(): FuzzStats {
  const judged = new Map<string, Record<string, number>>();
  const broken = new Map<string, Status>();
  const counted = (rule: string, operation: string): void => {
    const counts = judged.get(rule) ?? {};
    counts[operation] = (counts[operation] ?? 0) + 1;
    judged.set(rule, counts);
  };
  return {
    count(steps) {
      for (const { step, shown } of steps) for (const rule of shown.held) counted(rule, step.call.operation);
    },
    broke(rule) {
      broken.set(rule.id, violated(rule));
    },
    events: (rules) =>
      rules.map((rule) => {
        const operations = judged.get(rule.id);
        const status = broken.get(rule.id) ?? (operations ? 'pass' : 'skip');
        const why =
          status === 'skip'
            ? { reason: 'no case had anything that this rule checks', hindrance: { kind: 'option' as const } }
            : {};
        return { ...judgedEvent(rule, 'random', { status, ...why }), operations: operations ?? {} };
      }),
  };
}
