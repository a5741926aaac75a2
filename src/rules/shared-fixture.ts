import type { Resource } from '../core/contract.ts';
import { RuleViolation, type TestContext } from '../core/test-context.ts';
import { createResource, type ResourceHandle, remove } from './resource-handle.ts';

interface Loan<T> {
  /** The lane that makes what is lent, and deletes it in the end. */
  own: TestContext;
  thing?: T;
  /** Ends when the latest borrower is done. */
  turn: Promise<unknown>;
}

/**
 * Lends a thing to one rule after another, so that not every rule has to make its own. `use` gives whether the thing can be
 * lent again; if not, the next rule has a new one. What a rule finds wrong after others had the thing must show on a new
 * one too: else it is a matter of what they did. `discard` undoes a thing at once with which something is wrong.
 */
export async function withSharedFixture<T>(
  lane: TestContext,
  key: string,
  make: (own: TestContext) => Promise<T>,
  use: (thing: T) => Promise<boolean>,
  discard: (own: TestContext, thing: T) => Promise<unknown> = async () => {},
): Promise<void> {
  const loan = await lane.fixture<Loan<T>>(`loan: ${key}`, async (own) => ({ own, turn: Promise.resolve() }));
  const borrow = async (): Promise<void> => {
    const { thing } = loan;
    delete loan.thing;
    const mine = thing ?? (await make(loan.own));
    try {
      if (await use(mine)) loan.thing = mine;
    } catch (error) {
      if (!(error instanceof RuleViolation)) throw error;
      // It may hold what should have been refused, which no other rule must come upon.
      await discard(loan.own, mine);
      if (thing === undefined) throw error;
      await borrow();
    }
  };
  const turn = loan.turn.then(borrow);
  loan.turn = turn.catch(() => undefined);
  await turn;
}

/** Lends a resource to rules on updates, which keep its version and configuration up to date. */
export function withSharedResourceForUpdates(
  lane: TestContext,
  resource: Resource,
  use: (handle: ResourceHandle) => Promise<boolean>,
): Promise<void> {
  return withSharedFixture(lane, `updates of ${resource.name}`, (own) => createResource(own, resource), use, remove);
}
