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
export function report(state: RunState, rule: RuleInfo, breakage: ViolationDetails, phase: Phase): void {
  const { reported, options, counts, emit } = state;
  const key = `${rule.id} ${breakage.operation}`;
  if (reported.has(key) && !options.again) return;
  reported.add(key);
  counts.findings++;
  emit({ type: 'finding', finding: findingOf(state, rule, breakage, phase) });
}

function findingOf(state: RunState, rule: RuleInfo, breakage: ViolationDetails, phase: Phase): Finding {
  const { options, shared, counts } = state;
  const { contract, url, seed, runs } = options;
  const waits = given({ settle: options.settle, patience: options.patience });
  const found = { rule: rule.id, breakage, phase, seed, runs, prefix: prefixOf(url), ...waits };
  const reproducer = reproducerOf(contract, shared.judge, found);
  const token = reproducer ? encodeToken(reproducer) : '';
  return {
    rule: rule.id,
    evidence: rule.evidence,
    demands: rule.demands,
    operation: breakage.operation,
    phase,
    expected: breakage.expected,
    actual: breakage.actual,
    differences: differencesOf(state, rule, breakage, phase),
    steps: breakage.steps.map((step) => recordStep(step, originOf(url))),
    ...(breakage.path ? { path: breakage.path } : {}),
    ...(breakage.supported ? { supported: comparable(contract, breakage, breakage.supported) } : {}),
    reproduce: options.reproduce(rule.id, token),
    token,
    ...(reproducer ? { capsule: reproducer } : {}),
    after: breakage.after ?? counts.requests - counts.replayed,
  };
}

export const originOf = (url: string | undefined): string => (url === undefined ? '' : new URL(url).origin);
