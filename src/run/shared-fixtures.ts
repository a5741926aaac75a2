import type { Phase } from '../core/rule.ts';
import type { Step, TestContext } from '../core/test-context.ts';

/** A lane that several rules use. */
interface FixtureContext {
  context: TestContext;
  stats: { notes: string[] };
  saw(step: Step): void;
  close(): Promise<void>;
}

/** What several rules of one phase look at. */
export interface SharedFixtures {
  /** What was made under this key; made by the first who asks, in a lane of its own and in this phase. */
  get<T>(key: string, phase: Phase, make: (lane: TestContext) => Promise<T>): Promise<T>;
  /** Learns what a call did to any of it. */
  saw(step: Step): void;
  /** Deletes all of it and forgets it. Gives what is worth telling of it. */
  close(): Promise<string[]>;
}

/** `open` opens the lane of a key. */
export function createSharedFixtures(open: (key: string, phase: Phase) => FixtureContext): SharedFixtures {
  const made = new Map<string, { lane: FixtureContext; value: Promise<unknown> }>();
  return {
    get<T>(key: string, phase: Phase, make: (lane: TestContext) => Promise<T>) {
      let entry = made.get(key);
      if (!entry) {
        const lane = open(key, phase);
        made.set(key, (entry = { lane, value: make(lane.context) }));
      }
      return entry.value as Promise<T>;
    },
    saw(step) {
      for (const { lane } of made.values()) lane.saw(step);
    },
    async close() {
      const notes: string[] = [];
      for (const { lane } of made.values()) {
        await lane.close();
        notes.push(...lane.stats.notes);
      }
      made.clear();
      return notes;
    },
  };
}
