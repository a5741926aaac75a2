import type { Contract } from '../core/contract.ts';
import type { Outcome } from '../core/outcome.ts';
import { SkipError } from '../core/test-context.ts';
import { LEAVES } from './basics.ts';

export { accepted } from '../contracts/told.ts';

/** The outcome of a call, in a few words. */
export function outcomeText(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'response':
      return String(outcome.status);
    case 'refused':
      return `${outcome.status} ${outcome.error.code}`;
    case 'unsent':
      return `not sent: ${outcome.reason}`;
    case 'unreadable':
      return outcome.reason;
    case 'lost':
      return outcome.reason.startsWith('no answer') ? outcome.reason : `no answer: ${outcome.reason}`;
  }
}

/** Whether the service turned the request down; whether it did so properly is for the rules on answers. */
export function refused(outcome: Outcome): boolean {
  return (
    outcome.kind === 'refused' ||
    (outcome.kind === 'unreadable' && outcome.status !== undefined && outcome.status >= 400)
  );
}

/** Codes that say nothing about the input: quotas, and names that something else already uses. */
export function circumstantial(contract: Contract, outcome: Outcome): boolean {
  if (outcome.kind !== 'refused') return false;
  let codes = circumstances.get(contract);
  if (!codes) circumstances.set(contract, (codes = circumstancesOf(contract)));
  return codes.has(outcome.error.code);
}

const circumstances = new WeakMap<Contract, Set<string | undefined>>();

const circumstancesOf = ({ resources }: Contract): Set<string | undefined> =>
  new Set(
    Object.values(resources).flatMap(({ errors, dependsOn = [], unique = [] }) => [
      errors.tooMany,
      errors.alreadyExists,
      ...[...dependsOn, ...unique].map(({ error }) => error),
    ]),
  );

/** Throws SkipError for a refusal that says nothing about the input. */
export function rejectCircumstantial(contract: Contract, operation: string, outcome: Outcome): void {
  if (circumstantial(contract, outcome))
    throw new SkipError(`${operation} was refused for another reason: ${outcomeText(outcome)}`, {
      hindrance: { kind: 'step', operation, outcome: outcomeText(outcome), rules: LEAVES },
    });
}
