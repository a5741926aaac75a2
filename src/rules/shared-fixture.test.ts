import { expect, test } from 'vitest';
import { RuleViolation, type TestContext } from '../core/test-context.ts';
import { withSharedFixture } from './shared-fixture.ts';

/** A lane of which nothing but the sharing is used. */
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

/** Borrows a thing, which is the count of the things that were made. */
function lender(): (use: (thing: number) => Promise<boolean>) => Promise<void> {
  const lane = sharing();
  let made = 0;
  return (use) => withSharedFixture(lane, 'things', async () => ++made, use);
}

test('who leaves a thing as it was leaves it to the next', async () => {
  const borrow = lender();
  const seen: number[] = [];
  for (let times = 0; times < 3; times++)
    await borrow(async (thing) => {
      seen.push(thing);
      return true;
    });
  expect(seen).toEqual([1, 1, 1]);
});

test('what can not be lent again is made anew for the next', async () => {
  const borrow = lender();
  const seen: number[] = [];
  for (const again of [true, false, true])
    await borrow(async (thing) => {
      seen.push(thing);
      return again;
    });
  expect(seen).toEqual([1, 1, 2]);
});

test('borrowers take turns', async () => {
  const borrow = lender();
  const seen: string[] = [];
  await Promise.all(
    ['first', 'second'].map((name) =>
      borrow(async () => {
        seen.push(`${name} has it`);
        await new Promise((resolve) => setTimeout(resolve, 1));
        seen.push(`${name} is done`);
        return true;
      }),
    ),
  );
  expect(seen).toEqual(['first has it', 'first is done', 'second has it', 'second is done']);
});

test('what is wrong with a thing that others had, and with no new one, is nothing that the rule found', async () => {
  const borrow = lender();
  await borrow(async () => true);
  const seen: number[] = [];
  await borrow(async (thing) => {
    seen.push(thing);
    if (thing === 1) throw broken();
    return true;
  });
  expect(seen).toEqual([1, 2]);
});

test('what is wrong with a new thing too is found', async () => {
  const borrow = lender();
  await borrow(async () => true);
  const seen: number[] = [];
  await expect(
    borrow(async (thing) => {
      seen.push(thing);
      throw broken();
    }),
  ).rejects.toThrow(RuleViolation);
  expect(seen).toEqual([1, 2]);
});

test('a borrower that fails spoils nothing for the next', async () => {
  const borrow = lender();
  await expect(borrow(() => Promise.reject(new Error('no answer')))).rejects.toThrow('no answer');
  const seen: number[] = [];
  await borrow(async (thing) => {
    seen.push(thing);
    return true;
  });
  expect(seen).toEqual([2]);
});
