import type { JsonObject } from '../core/json.ts';
import type { HttpRequest, Outcome } from '../core/outcome.ts';
import { RuleViolation, type Step, type TestContext } from '../core/test-context.ts';
import { outcomeText } from './expect.ts';

/** Statuses by which a service says that it does not support something, not that something went wrong. */
const UNABLE = new Set([501, 505]);

/** Whether the server says that it failed. */
export function isServerError(outcome: Outcome): boolean {
  const status = outcome.kind === 'unsent' || outcome.kind === 'lost' ? undefined : outcome.status;
  return status !== undefined && status >= 500 && !UNABLE.has(status);
}

/** Judges a request of which no page speaks: any answer will do but a server error. Throws RuleViolation. */
export function expectNoServerError(
  lane: TestContext,
  { call, outcome }: Step,
  what: string,
  before: readonly Step[] = [],
): void {
  lane.recordCheck(call.operation);
  if (!isServerError(outcome)) return;
  throw new RuleViolation({
    operation: call.operation,
    expected: `a success or a client error (4xx) for ${what}`,
    actual: outcomeText(outcome),
    steps: [...before, { call, outcome }],
  });
}

/**
 * Sends a request whose address or headers are unusual. What stands before a service, or checks its signatures, may answer
 * those with 403, which says nothing of the caller.
 */
export async function sendUnusual(
  lane: TestContext,
  operation: string,
  input: JsonObject,
  wire?: (request: HttpRequest) => HttpRequest,
): Promise<Step> {
  const call = wire ? { operation, input, changed: true as const } : { operation, input };
  try {
    return { call, outcome: await lane.send(operation, input, wire) };
  } catch (error) {
    const last = lane.steps.at(-1);
    if (last?.call.input === input && last.outcome.kind === 'refused' && last.outcome.status === 403)
      return { call, outcome: last.outcome };
    throw error;
  }
}
