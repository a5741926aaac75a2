import { setTimeout as sleep } from 'node:timers/promises';
import { operationOf } from '../contracts/resource.ts';
import type { Contract, Resource } from '../core/contract.ts';
import type { Outcome } from '../core/outcome.ts';
import type { Call, Target } from '../core/target.ts';
import { failed, passing, retryAfter } from './passing.ts';

export interface RetryOptions {
  /** Whether it is beyond this machine: a single server error on a read is then tried once more and says nothing. */
  far?: boolean;
  /** Tries of one call, the first one counted. */
  attempts?: number;
  /** Milliseconds of the first wait; each further one may be twice as long. */
  base?: number;
  /** Most milliseconds of one wait, also where Retry-After asks for more. */
  longest?: number;
  random?: () => number;
  wait?: (ms: number) => Promise<unknown>;
  now?: () => number;
}

/** Tries of a call whose connection breaks every time: a server that does so means it. */
const RESETS = 3;

/** Milliseconds for which a target that answered before may be away, as it is while it restarts. */
const AWAY = 3_000;

/**
 * Tries again, with jitter, what was throttled, whose connection broke, or that found nobody where somebody answered before.
 * What stays so is `lost`, with the reason. So is a call that changes something, whose first answer was lost and whose second
 * one may come from what the first did.
 */
export function retrying(contract: Contract, target: Target, options: RetryOptions = {}): Target {
  const { attempts = 8, base = 50, longest = 20_000, random = Math.random, wait = sleep, now = Date.now } = options;
  const { far = false } = options;
  /** Whether somebody answered lately: who stayed away for too long is not waited for again. */
  let present = false;
  return {
    ...target,
    async call(call): Promise<Outcome> {
      let reset: Outcome | undefined;
      let away = 0;
      let forgiving = far && contract.operations[call.operation]?.method === 'GET';
      for (let tried = 1, sent = 1; ; tried++) {
        const outcome = await target.call(call);
        if (outcome.kind !== 'lost' && outcome.kind !== 'unsent') present = true;
        const why = passing(contract, outcome);
        const retries = tried - 1 + (outcome.retries ?? 0);
        const done = (final: Outcome): Outcome => counting(final, retries);
        if (forgiving && failed(outcome)) {
          forgiving = false;
          await wait(random() * base * 2);
          continue;
        }
        if (why === undefined) return done(reset || outcome.repeated ? uncertain(contract, call, outcome) : outcome);
        if (why === 'refused') {
          const pause = base * 2 ** Math.min(tried - sent, 4);
          present &&= (away += pause) <= AWAY;
          if (!present) return done(reset ?? outcome);
          await wait(pause);
          continue;
        }
        if (sent === (why === 'reset' ? Math.min(attempts, RESETS) : attempts))
          return done(outcomeLost(outcome, `${why === 'reset' ? 'connection closed' : 'throttled'} ${sent} times`));
        if (why === 'reset') reset = outcome;
        await wait(Math.min(longest, retryAfter(outcome, now()) ?? 0) + random() * Math.min(longest, base * 2 ** sent));
        sent++;
      }
    },
  };
}

const counting = (outcome: Outcome, retries: number): Outcome => (retries === 0 ? outcome : { ...outcome, retries });

function outcomeLost({ ms, exchange }: Outcome, reason: string): Outcome & { kind: 'lost' } {
  return { kind: 'lost', reason, ms, ...(exchange ? { exchange } : {}) };
}

/** The outcome of a retry after a lost response. A refused retry, or one without a connection, does not show whether the first request succeeded. */
function uncertain(contract: Contract, call: Call, outcome: Outcome): Outcome {
  if (outcome.kind === 'lost') return outcomeLost(outcome, outcome.reason);
  return ambiguous(contract, call, outcome)
    ? { ...outcomeLost(outcome, 'the connection broke, and the outcome is unknown'), interrupted: true }
    : outcome;
}

/** Whether a refusal may come from the same call having been done before. */
function ambiguous(contract: Contract, { operation }: Call, outcome: Outcome): boolean {
  if (outcome.kind !== 'refused') return false;
  return (
    contract.operations[operation]?.method !== 'GET' && codesOfRepetition(contract, operation).has(outcome.error.code)
  );
}

/** What is answered to a create, an update or a delete that is done a second time. */
function codesOfRepetition(contract: Contract, operation: string): Set<string | undefined> {
  const codes = ({ errors, dependsOn = [], unique = [] }: Resource): (string | undefined)[] => [
    errors.notFound,
    errors.alreadyExists,
    ...errors.staleIfMatch,
    ...dependsOn.map(({ error }) => error),
    ...unique.map(({ error }) => error),
  ];
  return new Set(
    Object.values(contract.resources)
      .filter((resource) => contract.operations[operation]!.path.startsWith(pathOf(contract, resource)))
      .flatMap(codes),
  );
}

const pathOf = (contract: Contract, resource: Resource): string =>
  contract.operations[operationOf(resource, 'create')]!.path;
