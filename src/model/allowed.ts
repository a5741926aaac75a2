import type { Resource } from '../core/contract.ts';
import type { Expectation } from '../core/expectation.ts';
import type { Outcome } from '../core/outcome.ts';
import type { Action } from './action.ts';
import type { ResourceState } from './resource-state.ts';

/** Which answers an action may have. */
export type Allowed = Expectation;

const SUCCESS: Allowed = { success: true, refusal: [] };
const REFUSAL: Allowed = { success: false, refusal: 'any' };
const EITHER: Allowed = { success: true, refusal: 'any' };

/**
 * The answers that the documentation allows. Where it does not say which of several errors wins, or what becomes of a
 * request, that is allowed too.
 */
export function allowed({ errors }: Resource, { life, attached }: ResourceState, action: Action): Allowed {
  const refusal = (...codes: readonly (string | undefined)[]): Allowed => ({
    success: false,
    refusal: [...new Set(codes.filter((code) => code !== undefined))],
  });
  switch (action.kind) {
    case 'list':
      return SUCCESS;
    case 'create':
      // What else lives in the account may stand in the way.
      return action.content === 'broken' ? REFUSAL : EITHER;
    case 'read':
    case 'readConfig':
      return life === 'live' ? SUCCESS : refusal(errors.notFound);
  }
  if (action.kind === 'update' && action.content === 'broken') return REFUSAL;
  const { ifMatch } = action;
  if (life !== 'live') {
    if (ifMatch === 'fresh') return refusal(errors.notFound);
    if (ifMatch === 'garbage' || ifMatch === 'any') return REFUSAL;
    return refusal(errors.notFound, errors.missingIfMatch, ...errors.staleIfMatch);
  }
  switch (ifMatch) {
    case 'missing':
      return refusal(errors.missingIfMatch);
    case 'stale':
      return refusal(...errors.staleIfMatch);
    case 'garbage':
      return REFUSAL;
    case 'any':
      return attached ? REFUSAL : EITHER;
    case 'fresh':
      return action.kind === 'delete' && attached ? refusal(errors.inUse) : SUCCESS;
  }
}

/** Whether an answer is one of those; undefined if unknown. */
export function isAllowed({ success, refusal }: Allowed, outcome: Outcome): boolean | undefined {
  switch (outcome.kind) {
    case 'response':
      return success;
    case 'refused':
      if (refusal === 'any') return outcome.status >= 400 && outcome.status < 500;
      return refusal.includes(outcome.error.code);
    case 'unreadable':
      if (outcome.status === undefined) return undefined;
      if (outcome.status < 300) return success;
      if (outcome.status < 400 || outcome.status >= 500) return false;
      // It is a refusal, but its code can't be read.
      return refusal === 'any' || (refusal.length > 0 ? undefined : false);
    default:
      return undefined;
  }
}

/** The answers in words. */
export function allowedText({ success, refusal }: Allowed): string {
  const codes = refusal === 'any' ? ['a refusal'] : refusal;
  return [...(success ? ['success'] : []), ...codes].join(' or ');
}
