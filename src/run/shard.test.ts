import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ActiveRule, PHASES, type Phase } from '../core/rule.ts';
import { isFirst, shardOf } from './shard.ts';
import { activeRule } from './testing/scripted-run.ts';

const rule = (id: string, phases: Phase[], more: Partial<ActiveRule> = {}): ActiveRule =>
  activeRule(id, async () => {}, { phases, ...more });

const tasks = (rules: readonly ActiveRule[]): string[] =>
  rules.flatMap(({ id, phases }) => phases.map((phase) => `${phase} ${id}`));

const rules = fc.uniqueArray(
  fc.record({
    id: fc.string({ minLength: 1, maxLength: 4 }),
    phases: fc.subarray([...PHASES], { minLength: 1 }),
    shares: fc.option(fc.constantFrom('a', 'b'), { nil: undefined }),
    borrows: fc.boolean(),
  }),
  { selector: ({ id }) => id, maxLength: 12 },
);

test('all shards together judge each rule once in each phase', () => {
  const property = fc.property(rules, fc.integer({ min: 1, max: 5 }), (drawn, count) => {
    const all = drawn.map(({ id, phases, shares, borrows }) =>
      rule(id, phases, { ...(shares ? { fixture: shares } : {}), ...(borrows ? { usesShared: phases } : {}) }),
    );
    const shards = Array.from({ length: count }, (_, at) => tasks(shardOf(all, { index: at + 1, count })));
    expect(shards.flat().sort()).toEqual(tasks(all).sort());
  });
  expect(fc.check(property).failed).toBe(false);
});

test('without shards all rules are judged', () => {
  expect(tasks(shardOf([rule('a', ['edges'])], undefined))).toEqual(['edges a']);
});

test('rules that look at the same thing are judged on one machine', () => {
  const pair = [rule('a', ['edges'], { fixture: 'x' }), rule('b', ['edges']), rule('c', ['edges'], { fixture: 'x' })];
  const mine = [1, 2].map((index) => tasks(shardOf(pair, { index, count: 2 })));
  expect(mine).toEqual([['edges a', 'edges c'], ['edges b']]);
});

test('all that borrows in one phase is judged on one machine', () => {
  const borrowing = ['a', 'b', 'c'].map((id) => rule(id, ['edges'], { usesShared: ['edges'] }));
  expect([1, 2].map((index) => shardOf(borrowing, { index, count: 2 }).length)).toEqual([3, 0]);
});

test('the first of several machines does what only one must do', () => {
  expect([undefined, { index: 1, count: 3 }, { index: 2, count: 3 }].map(isFirst)).toEqual([true, true, false]);
});
