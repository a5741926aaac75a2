import { expect, test } from 'vitest';
import { RuleViolation, type TestContext } from '../core/test-context.ts';
import { type FixtureUse, withSharedFixture } from './shared-fixture.ts';

/** A context of which only the sharing is used. */
function sharing(): TestContext {
  const shared = new Map<string, Promise<unknown>>();
  const lane = {
    fixture(key: string, make: (own: TestContext) => Promise<unknown>) {
      const made = shared.get(key) ?? make(lane as TestContext);
      shared.set(key, made);
      return made;
    },
  };
  return lane as TestContext;
}

const broken = (): RuleViolation =>
  new RuleViolation({ operation: 'Get', expected: 'one', actual: 'another', steps: [] });

/** Uses a shared fixture, which is the number of fixtures made so far. */
function sharedCount(): (use: (fixture: number) => Promise<FixtureUse>) => Promise<void> {
  const lane = sharing();
  let made = 0;
  return (use) => withSharedFixture(lane, { key: 'counts', make: async () => ++made }, use);
}

test('a fixture that a rule leaves as it was is used by the next', async () => {
  const withFixture = sharedCount();
  const seen: number[] = [];
  for (let times = 0; times < 3; times++)
    await withFixture(async (fixture) => {
      seen.push(fixture);
      return 'reuse';
    });
  expect(seen).toEqual([1, 1, 1]);
});

test('a discarded fixture is made anew for the next rule', async () => {
  const withFixture = sharedCount();
  const seen: number[] = [];
  for (const again of ['reuse', 'discard', 'reuse'] as const)
    await withFixture(async (fixture) => {
      seen.push(fixture);
      return again;
    });
  expect(seen).toEqual([1, 1, 2]);
});

test('rules take turns', async () => {
  const withFixture = sharedCount();
  const seen: string[] = [];
  await Promise.all(
    ['first', 'second'].map((name) =>
      withFixture(async () => {
        seen.push(`${name} has it`);
        await new Promise((resolve) => setTimeout(resolve, 1));
        seen.push(`${name} is done`);
        return 'reuse';
      }),
    ),
  );
  expect(seen).toEqual(['first has it', 'first is done', 'second has it', 'second is done']);
});

test('a violation on a used fixture that does not show on a new one is dropped', async () => {
  const withFixture = sharedCount();
  await withFixture(async () => 'reuse');
  const seen: number[] = [];
  await withFixture(async (fixture) => {
    seen.push(fixture);
    if (fixture === 1) throw broken();
    return 'reuse';
  });
  expect(seen).toEqual([1, 2]);
});

test('a violation that shows on a new fixture too is reported', async () => {
  const withFixture = sharedCount();
  await withFixture(async () => 'reuse');
  const seen: number[] = [];
  await expect(
    withFixture(async (fixture) => {
      seen.push(fixture);
      throw broken();
    }),
  ).rejects.toThrow(RuleViolation);
  expect(seen).toEqual([1, 2]);
});

test('a rule that fails leaves no fixture to the next', async () => {
  const withFixture = sharedCount();
  await expect(withFixture(() => Promise.reject(new Error('no answer')))).rejects.toThrow('no answer');
  const seen: number[] = [];
  await withFixture(async (fixture) => {
    seen.push(fixture);
    return 'reuse';
  });
  expect(seen).toEqual([2]);
});
