import type { Finding, Status } from '../core/event.ts';
import { given } from '../core/given.ts';
import type { Phase, RuleInfo } from '../core/rule.ts';
import type { ViolationDetails } from '../core/test-context.ts';
import { encodeToken } from '../formats/token.ts';
import { differencesOf } from './differences.ts';
import { comparable, recordStep } from './record.ts';
import { prefixOf, reproducerOf } from './reproducer.ts';
import type { RunState } from './state.ts';

/** The status of a rule that is broken. */
export const violated = ({ evidence }: RuleInfo): Status => (evidence === 'inferred' ? 'warn' : 'fail');

/** Reports a broken rule, once for each operation. `phase`: in which the decisive request was sent. */
export function report(state: RunState, rule: RuleInfo, violation: ViolationDetails, phase: Phase): void {
  const { reported, options, counts, emit } = state;
  const key = `${rule.id} ${violation.operation}`;
  if (reported.has(key) && !options.again) return;
  reported.add(key);
  counts.findings++;
  emit({ type: 'finding', finding: findingOf(state, rule, violation, phase) });
}

function findingOf(state: RunState, rule: RuleInfo, violation: ViolationDetails, phase: Phase): Finding {
  const { options, context: shared, counts } = state;
  const { contract, url, seed, runs } = options;
  const waits = given({ settle: options.settle, patience: options.patience });
  const found = { rule: rule.id, violation, phase, seed, runs, prefix: prefixOf(url), ...waits };
  const reproducer = reproducerOf(contract, shared.classify, found);
  const token = reproducer ? encodeToken(reproducer) : '';
  return {
    rule: rule.id,
    evidence: rule.evidence,
    demands: rule.demands,
    operation: violation.operation,
    phase,
    expected: violation.expected,
    actual: violation.actual,
    differences: differencesOf(state, rule, violation, phase),
    steps: violation.steps.map((step) => recordStep(step, originOf(url))),
    ...(violation.path ? { path: violation.path } : {}),
    ...(violation.supported ? { supported: comparable(contract, violation, violation.supported) } : {}),
    reproduce: options.reproduce(rule.id, token),
    token,
    ...(reproducer ? { capsule: reproducer } : {}),
    after: violation.after ?? counts.requests - counts.replayed,
  };
}

export const originOf = (url: string | undefined): string => (url === undefined ? '' : new URL(url).origin);
