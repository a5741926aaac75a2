import { itemsShown, listedId } from '../contracts/listing.ts';
import { operationOf, resourceOf } from '../contracts/resource.ts';
import type { Contract } from '../core/contract.ts';
import type { Outcome } from '../core/outcome.ts';
import { textsIn } from '../core/path.ts';
import type { Reproducer } from '../core/reproducer.ts';
import type { Step } from '../core/test-context.ts';
import { outcomeText, refused } from '../rules/expect.ts';

/** An outcome that says by itself that the call did not succeed. */
const UNSUCCESSFUL = /^(status )?[345]\d\d\b/;

/**
 * Whether the last of the steps is a listing whose answer came of more than what the steps before it made: it shows something
 * else too, or it could not be read, as where it is too long.
 */
export function showsMore(contract: Contract, steps: readonly Step[]): boolean {
  const { call, outcome } = steps.at(-1)!;
  const resource = resourceOf(contract, call.operation);
  if (!resource || operationOf(resource, 'list') !== call.operation) return false;
  if (outcome.kind === 'unreadable') return !UNSUCCESSFUL.test(outcomeText(outcome));
  if (outcome.kind !== 'response') return false;
  const made = new Set(steps.slice(0, -1).flatMap((step) => textsOf(step.outcome)));
  return itemsShown(resource, outcome.output).some((item) => !made.has(String(listedId(resource, item))));
}

const textsOf = (outcome: Outcome): string[] => (outcome.kind === 'response' ? textsIn(outcome.output) : []);

/**
 * Why an answer by which a rule on answers holds now says nothing of the answer that broke it: the service is in another state,
 * whether the target was mended or not. Undefined where it says that the target was.
 */
export function incomparable({ rule, outcomes, showsMore: more }: Reproducer, now: Outcome): string | undefined {
  if (more)
    return 'the listing depended on what the account held then, which these calls do not create; run again to judge it';
  const succeeded = !UNSUCCESSFUL.test(outcomes.at(-1) ?? '');
  if (succeeded && refused(now) && !rule.startsWith('refusal.'))
    return `the last call succeeded then and is refused now: ${outcomeText(now)}`;
  return undefined;
}
