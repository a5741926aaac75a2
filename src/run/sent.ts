import type { Outcome } from '../core/outcome.ts';

/** Whether a call came to a request: neither the client nor a limit of ours held it back. */
export const wasSent = (outcome: Outcome): boolean =>
  outcome.kind !== 'unsent' && !(outcome.kind === 'lost' && outcome.withheld === true);
