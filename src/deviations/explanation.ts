import type { Finding } from '../core/event.ts';
import type { Basics, Hindrance } from '../core/hindrance.ts';
import type { RuleRecord, RunRecord } from '../core/run-record.ts';

/** Why a rule was not judged, as far as this report shows it. */
export type Explanation =
  | { kind: 'option' }
  | { kind: 'not-implemented'; operations: string[] }
  | { kind: 'transport' }
  /** A finding of this run stands in the way. */
  | { kind: 'finding'; rule: string; operation: string };

/** Why a rule was not judged; undefined where nothing in the report explains it, and for a rule that was judged. */
export function explanationOf(record: RunRecord, rule: RuleRecord): Explanation | undefined {
  if (rule.status !== 'skip') return undefined;
  const { hindrance } = rule;
  // Each shard judges its own part, and a record of one says nothing of the others.
  if (!hindrance) return record.shard && rule.reason === undefined ? { kind: 'option' } : undefined;
  if (hindrance.kind !== 'step' && hindrance.kind !== 'unobserved') return hindrance;
  const finding =
    (hindrance.kind === 'step' ? findingOf(record, hindrance) : undefined) ?? basicFinding(record, hindrance.basics);
  return finding && { kind: 'finding', rule: finding.rule, operation: finding.operation };
}

/** Rules that were not judged although nothing in the report says why they could not be. */
export function unexplained(record: RunRecord): RuleRecord[] {
  return record.rules.filter((rule) => rule.status === 'skip' && explanationOf(record, rule) === undefined);
}

/** The explanation as words that follow the reason; empty where the reason says it all. */
export function explanationText(explanation: Explanation | undefined): string {
  if (explanation === undefined) return 'nothing in this report explains it';
  return explanation.kind === 'finding' ? `see ${explanation.rule} on ${explanation.operation}` : '';
}

/** The finding that shows the failure of the same call: of a rule that demands its success first. */
function findingOf({ rules }: RunRecord, hindrance: Extract<Hindrance, { kind: 'step' }>): Finding | undefined {
  const own = rules.filter(({ id }) => hindrance.rules.includes(id)).flatMap(({ findings }) => findings);
  const found = own.find(({ operation }) => operation === hindrance.operation) ?? own[0];
  if (found) return found;
  return rules.flatMap(({ findings }) => findings).find((finding) => showsSame(finding, hindrance));
}

/** The finding that what a rule builds on does not work. */
function basicFinding({ rules }: RunRecord, basics: Basics | undefined): Finding | undefined {
  if (!basics) return undefined;
  return rules
    .filter(({ id }) => basics.rules.includes(id))
    .flatMap(({ findings }) => findings)
    .find(({ operation }) => basics.operations.includes(operation));
}

/** Whether a finding is about an answer that should have been a success or a proper refusal, and was this instead. */
function showsSame(finding: Finding, { operation, outcome }: Extract<Hindrance, { kind: 'step' }>): boolean {
  const decisive = finding.steps.at(-1);
  if (decisive?.operation !== operation || decisive.outcome !== outcome || /^2\d\d$/.test(outcome)) return false;
  return finding.capsule?.wanted?.success === true || finding.rule.startsWith('answer.');
}
