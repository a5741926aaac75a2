import type { Finding, RunEvent, Status } from '../core/event.ts';
import type { KnownDeviation, KnownDeviations } from '../core/known.ts';
import type { ActiveRule, AnswerRule, RuleInfo } from '../core/rule.ts';
import { findingLines } from '../report/finding-text.ts';
import { excuseOf, knownOf } from '../report/known.ts';
import { recordOf } from '../report/record.ts';

/** What judges a target by some rules after others. */
interface RuleRunner {
  rules: { answer: readonly AnswerRule[]; active: readonly ActiveRule[] };
  judge(active: readonly ActiveRule[]): AsyncIterable<RunEvent>;
}

/** The verdict on one rule. `text`: why it was not judged, or all that shows that it is broken. */
export interface RuleVerdict {
  status: Status;
  text: string;
}

/** One rule as a test of any runner. */
export interface RuleTest {
  /** The rule's id. */
  name: string;
  demands: string;
  /** The deviation that is known of it, unless it has expired. */
  known?: KnownDeviation;
  judge(): Promise<RuleVerdict>;
}

/** Worst last. */
const STATUSES: readonly Status[] = ['skip', 'pass', 'warn', 'fail', 'error'];

/** Active rules by which answers are made to judge where no other test made any. */
const SAMPLE = 6;

/**
 * A test for each rule: active ones first, each judged when it is its turn, together with those that look at the same calls;
 * then the rules on answers, which are judged on all answers that came until then. `today`: `YYYY-MM-DD`.
 */
export function ruleTests(
  { rules, judge }: RuleRunner,
  known: readonly KnownDeviation[] = [],
  today = new Date().toISOString().slice(0, 10),
): RuleTest[] {
  const verdicts = new Map<string, RuleVerdict>();
  const batches = new Map<string, Promise<void>>();

  const run = async (active: readonly ActiveRule[]): Promise<void> => {
    const events: RunEvent[] = [];
    for await (const event of judge(active)) events.push(event);
    const record = recordOf(events);
    record.known = { strict: false, entries: [...known] };
    for (const rule of record.rules) {
      const { id, status, reason, findings } = rule;
      const excuse = knownUntil(known, id, today).known ? undefined : excuseOf(record, rule);
      const present: RuleVerdict = excuse
        ? { status: 'skip', text: `known deviation: ${excuse.reason}` }
        : { status, text: textOf({ id, reason, findings }) };
      const before = verdicts.get(id);
      if (!before || STATUSES.indexOf(present.status) > STATUSES.indexOf(before.status)) verdicts.set(id, present);
    }
  };
  /** Judges a rule with those that share its calls, once. */
  const batch = ({ id, fixture }: ActiveRule): Promise<void> => {
    const key = fixture ?? id;
    const known = batches.get(key);
    if (known) return known;
    const begun = run(rules.active.filter((rule) => (rule.fixture ?? rule.id) === key));
    batches.set(key, begun);
    return begun;
  };
  const verdictOf = (id: string): RuleVerdict =>
    verdicts.get(id) ?? { status: 'skip', text: 'no response had anything that this rule checks' };

  const testOf = (rule: RuleInfo, judged: () => Promise<void>): RuleTest => ({
    name: rule.id,
    demands: rule.demands,
    ...knownUntil(known, rule.id, today),
    async judge() {
      await judged();
      return verdictOf(rule.id);
    },
  });
  const answered = async (): Promise<void> => {
    if (batches.size > 0) await Promise.all(batches.values());
    else for (const rule of sampleOf(rules.active)) await batch(rule);
  };
  return [
    ...rules.active.map((rule) => testOf(rule, () => batch(rule))),
    ...rules.answer.map((rule) => testOf(rule, answered)),
  ];
}

function knownUntil(entries: readonly KnownDeviation[], id: string, today: string): { known?: KnownDeviation } {
  const all: KnownDeviations = { strict: true, entries: [...entries] };
  const known = knownOf(all, id);
  return known && !(known.expires !== undefined && known.expires < today) ? { known } : {};
}

function sampleOf(active: readonly ActiveRule[]): readonly ActiveRule[] {
  const sequences = active.filter(({ phases, fixture }) => phases.includes('sequences') && fixture === undefined);
  return (sequences.length > 0 ? sequences : active).slice(0, SAMPLE);
}

function textOf({ id, reason, findings }: { id: string; reason: string | undefined; findings: Finding[] }): string {
  if (findings.length === 0) return reason ?? '';
  return [`${id}: ${findings[0]!.demands}`, ...findings.flatMap((finding) => ['', ...findingLines(finding)])].join(
    '\n',
  );
}
