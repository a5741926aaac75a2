import { describe, expect, test } from 'vitest';
import { loadContract } from '../../contracts/load.ts';
import type { JsonObject } from '../../core/json.ts';
import type { Step } from '../../core/test-context.ts';
import { etagIs, memberIs, membersDiffer } from './compare.ts';

const contract = loadContract();
const shown = (config: JsonObject | undefined, ETag?: string): Step => ({
  call: { operation: 'GetDistribution', input: {} },
  outcome: {
    kind: 'response',
    status: 200,
    headers: {},
    output: {
      ...(config ? { Distribution: { DistributionConfig: config } } : {}),
      ...(ETag === undefined ? {} : { ETag }),
    },
    ms: 1,
  },
});
const refused: Step = {
  call: { operation: 'GetDistribution', input: {} },
  outcome: { kind: 'refused', status: 404, headers: {}, error: { code: 'NoSuchDistribution' }, ms: 1 },
};
const UNSEEN = { unseen: expect.any(String) };
const WRONG = { expected: expect.any(String), actual: expect.any(String) };

describe('members of two configurations', () => {
  const differ = (
    before: Step | undefined,
    after: Step,
    members: { only: string[] } | { but: string[] } = { but: [] },
  ) => membersDiffer(contract, before, after, members);
  const one = { Comment: 'oak', Enabled: true };

  test('are the same or differ', () => {
    expect(differ(shown(one), shown({ ...one }))).toBe('held');
    expect(differ(shown(one), shown({ ...one, Comment: 'birch' }))).toMatchObject({ expected: 'Comment as it was' });
    expect(differ(shown(one), shown({ Enabled: true }))).toMatchObject(WRONG);
  });

  test('are looked at where they are asked for alone', () => {
    const other = shown({ ...one, Comment: 'birch' });
    expect(differ(shown(one), other, { only: ['Enabled'] })).toBe('held');
    expect(differ(shown(one), other, { only: ['Comment'] })).toMatchObject(WRONG);
    expect(differ(shown(one), other, { but: ['Comment'] })).toBe('held');
    expect(differ(shown(one), other, { but: ['Enabled'] })).toMatchObject(WRONG);
  });

  test.each<[string, Step | undefined, Step, { only: string[] } | { but: string[] }]>([
    ['there is no earlier answer', undefined, shown(one), { but: [] }],
    ['the earlier answer is a refusal', refused, shown(one), { but: [] }],
    ['the later one is', shown(one), refused, { but: [] }],
    ['an answer shows no configuration', shown(one), shown(undefined), { but: [] }],
    ['both are empty', shown({}), shown({}), { but: [] }],
    ['neither has the member', shown(one), shown(one), { only: ['PriceClass'] }],
    ['both lists of it are empty', shown({ Aliases: { Quantity: 0 } }), shown({}), { only: ['Aliases'] }],
    ['all members are left out', shown(one), shown(one), { but: ['Comment', 'Enabled'] }],
    ['the contract knows none of them', shown({ Leaves: 1 }), shown({ Leaves: 2 }), { but: [] }],
  ])('say nothing where %s', (_, before, after, members) => {
    expect(differ(before, after, members)).toEqual(UNSEEN);
  });
});

describe('a member', () => {
  test('has the value, or another', () => {
    expect(memberIs(shown({ Comment: 'oak' }), 'Comment', 'oak')).toBe('held');
    expect(memberIs(shown({ Comment: 'birch' }), 'Comment', 'oak')).toMatchObject({
      expected: 'Comment "oak"',
      actual: 'Comment "birch"',
    });
  });

  test('is none where it is absent or empty', () => {
    expect(memberIs(shown({}), 'Comment', undefined)).toBe('held');
    expect(memberIs(shown({ Comment: '' }), 'Comment', undefined)).toBe('held');
    expect(memberIs(shown({}), 'Comment', 'oak')).toMatchObject({ actual: 'Comment none' });
    expect(memberIs(shown({ Comment: 'oak' }), 'Comment', undefined)).toMatchObject({ expected: 'Comment none' });
  });

  test('says nothing where no configuration is shown', () => {
    expect([memberIs(refused, 'Comment', undefined), memberIs(shown(undefined), 'Comment', undefined)]).toEqual([
      UNSEEN,
      UNSEEN,
    ]);
  });
});

describe('a version', () => {
  const [first, second, none] = [shown({}, 'E1'), shown({}, 'E2'), shown({})];

  test('is the same or another, whatever its quotation marks', () => {
    expect([etagIs('same', first, shown({}, '"E1"')), etagIs('another', first, second)]).toEqual(['held', 'held']);
    expect(etagIs('same', first, second)).toMatchObject(WRONG);
    expect(etagIs('another', first, first)).toMatchObject(WRONG);
  });

  test.each(['same', 'another'] as const)('says nothing of %s where an ETag is missing', (which) => {
    for (const [earlier, later] of [
      [undefined, first],
      [none, first],
      [first, none],
      [none, none],
      [refused, first],
    ] as const)
      expect(etagIs(which, earlier, later)).toEqual(UNSEEN);
  });
});
