import { RuleFailure } from './failure.ts';
import type { RuleVerdict } from './rule-tests.ts';

/** Rules that are named for one reason. */
const NAMED = 3;

/** What the tests of a group came to, for what only the whole group can tell. */
export interface Outcomes {
  take(rule: string, verdict: RuleVerdict): void;
  /** A line for each reason for which rules were skipped, since not every reporter shows it. */
  skipped(): string[];
  /** Throws a BrokenRule where tests ran and none of them judged anything. */
  assertJudged(): void;
}

export function createOutcomes(): Outcomes {
  const reasons = new Map<string, string[]>();
  let judged = 0;
  const skipped = (): string[] =>
    [...reasons].map(([reason, rules]) => {
      const more = rules.length > NAMED ? ` and ${rules.length - NAMED} more` : '';
      return `not judged: ${rules.slice(0, NAMED).join(', ')}${more}: ${reason}`;
    });
  return {
    take(rule, { status, text }) {
      if (status === 'skip') reasons.set(text, [...(reasons.get(text) ?? []), rule]);
      else judged++;
    },
    skipped,
    assertJudged() {
      if (judged === 0 && reasons.size > 0) throw new RuleFailure(['no rule was judged', ...skipped()].join('\n'));
    },
  };
}
