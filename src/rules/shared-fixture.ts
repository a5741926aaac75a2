import type { Resource } from '../core/contract.ts';
import type { ResourceHandle } from '../core/resource-handle.ts';
import { RuleViolation, type TestContext } from '../core/test-context.ts';
import { createResource, remove } from './resource-handle.ts';

/** Whether the next rule may use a fixture as it is now, or needs a new one. */
export type FixtureUse = 'reuse' | 'discard';

/** One fixture that rules use in turn. */
interface Slot<T> {
  /** The context that makes the fixture, and deletes it in the end. */
  own: TestContext;
  fixture?: T;
  /** Ends when the latest rule is done with it. */
  turn: Promise<unknown>;
}

/** How a fixture is made and thrown away. `key`: rules that give the same one share the fixture. */
export interface FixtureKind<T> {
  key: string;
  make: (own: TestContext) => Promise<T>;
  /** Deletes at once a fixture with which something is wrong. */
  remove?: (own: TestContext, fixture: T) => Promise<unknown>;
}

/**
 * Gives a fixture to one rule after another, so that not every rule makes its own. What a rule finds wrong with a fixture
 * that others used must show on a new one too; otherwise the others caused it.
 */
export async function withSharedFixture<T>(
  lane: TestContext,
  { key, make, remove: removeFixture = async () => {} }: FixtureKind<T>,
  use: (fixture: T) => Promise<FixtureUse>,
): Promise<void> {
  const slot = await lane.fixture<Slot<T>>(`loan: ${key}`, async (own) => ({ own, turn: Promise.resolve() }));
  const useOnce = async (): Promise<void> => {
    const { fixture: used } = slot;
    delete slot.fixture;
    const fixture = used ?? (await make(slot.own));
    try {
      if ((await use(fixture)) === 'reuse') slot.fixture = fixture;
    } catch (error) {
      if (!(error instanceof RuleViolation)) throw error;
      // It may hold what should have been refused, which no other rule must come upon.
      await removeFixture(slot.own, fixture);
      if (used === undefined) throw error;
      await useOnce();
    }
  };
  const turn = slot.turn.then(useOnce);
  slot.turn = turn.catch(() => undefined);
  await turn;
}

/** Gives a resource to rules on updates in turn; they keep its version and configuration up to date. */
export function withSharedResourceForUpdates(
  lane: TestContext,
  resource: Resource,
  use: (handle: ResourceHandle) => Promise<FixtureUse>,
): Promise<void> {
  const kind = {
    key: `updates of ${resource.name}`,
    make: (own: TestContext) => createResource(own, resource),
    remove,
  };
  return withSharedFixture(lane, kind, use);
}
