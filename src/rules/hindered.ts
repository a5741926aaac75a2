import type { Hindrance } from '../core/hindrance.ts';
import type { Outcome } from '../core/outcome.ts';
import { SkipError, type Step, type TestContext, type ViolationDetails } from '../core/test-context.ts';
import { circumstantial, outcomeText, refused } from './expect.ts';

/** The rules that show what is wrong with an answer that can't be read. */
const UNREADABLE = ['answer.error-envelope', 'answer.readable', 'answer.well-formed'];

/**
 * What keeps a rule from being judged where a call on the way to it went wrong. `rules`: those that demand that it goes well.
 * A call that names no version does so because no answer showed one.
 */
export function hindranceOf({ call, outcome }: Step, rules: readonly string[] = []): Hindrance {
  return (
    withheldBy(outcome) ?? {
      kind: 'step',
      operation: call.operation,
      outcome: outcomeText(outcome),
      rules: [
        ...rules,
        ...(outcome.kind === 'unreadable' ? UNREADABLE : []),
        ...(Object.values(call.input).includes('') ? ['answer.etag'] : []),
      ],
    }
  );
}

/** The same where nothing is to be said of the call itself: other rules judge it. */
export const blockedBy = (message: string, step: Step, rules: readonly string[]): SkipError =>
  new SkipError(message, { hindrance: hindranceOf(step, rules) });

function withheldBy(outcome: Outcome): Hindrance | undefined {
  if (outcome.kind !== 'lost' && outcome.kind !== 'unsent') return undefined;
  if (outcome.withheld) return { kind: 'option' };
  return outcome.kind === 'unsent' ? { kind: 'transport' } : undefined;
}

/**
 * A call on which a rule rests did not do what it should have done; the decisive step comes last. `demandedBy`: the rule that
 * demands its success; where the call is a supported request and was refused for no other reason, that is a violation of it.
 * `seenBy`: further rules that would show what is wrong.
 */
export function stepFailed(
  lane: Pick<TestContext, 'contract' | 'classify'>,
  message: string,
  steps: readonly Step[],
  { demandedBy, seenBy = [] }: { demandedBy?: string; seenBy?: readonly string[] } = {},
): SkipError {
  const step = steps.at(-1)!;
  const rules = [...(demandedBy === undefined ? [] : [demandedBy]), ...seenBy];
  const violation = demandedBy === undefined ? undefined : violationOf(lane, steps, demandedBy);
  return new SkipError(message, { hindrance: hindranceOf(step, rules), ...(violation ? { violation } : {}) });
}

/** What other rules find keeps a rule from being judged. `rules`: their ids; `operation`: on which they find it. */
export function foundElsewhere(message: string, operation: string, rules: readonly string[]): SkipError {
  return new SkipError(message, {
    hindrance: { kind: 'step', operation, outcome: 'as found elsewhere', rules: [...rules] },
  });
}

/** The rules that find that a configuration does not come back as it was sent. */
export const ECHOES = [
  'lifecycle.create.echoes',
  'lifecycle.update.echoes',
  'lifecycle.list.echoes',
  'lifecycle.update.replaces',
  'lifecycle.selected-only',
];

function violationOf(
  lane: Pick<TestContext, 'contract' | 'classify'>,
  steps: readonly Step[],
  rule: string,
): (ViolationDetails & { rule: string }) | undefined {
  const { call, outcome } = steps.at(-1)!;
  const { operation, input } = call;
  if (!refused(outcome) || circumstantial(lane.contract, outcome)) return undefined;
  if (lane.classify(operation, input).answer !== 'supported') return undefined;
  return {
    rule,
    operation,
    expected: 'success, because the documentation supports all of it',
    actual: `refused: ${outcomeText(outcome)}`,
    wanted: { success: true, refusal: [] },
    steps: [...steps],
  };
}
