import { expect, test } from 'vitest';
import { shippedContract } from '../contracts/shipped.ts';
import type { AnswerRule, Rule } from '../core/rule.ts';
import { withOwnRules } from './own-rules.ts';

const contract = shippedContract();
const none = { answer: [], active: [] };
const rule: AnswerRule = {
  kind: 'answer',
  id: 'own.polite',
  evidence: 'inferred',
  demands: 'the target is polite',
  citations: [],
  operations: [],
  judge: () => 'holds',
};

test('a rule that looks at responses is judged beside the others', () => {
  expect(withOwnRules(contract, none, [rule])).toEqual({ answer: [rule], active: [] });
});

test('a rule that sends requests may be made of the contract', () => {
  const { active } = withOwnRules(contract, none, ({ service }) => [
    { ...rule, id: `own.${service.name}`, phases: ['edges'], needs: [], check: async () => {} },
  ]);
  expect(active.map(({ id }) => id)).toEqual([`own.${contract.service.name}`]);
});

test.each<[string, readonly Rule[], string]>([
  ['an id that is taken', [rule, rule], 'two rules own.polite'],
  ['no function', [{ ...rule, judge: undefined } as unknown as Rule], 'neither check'],
  ['no demand', [{ ...rule, demands: undefined } as unknown as Rule], 'lacks demands'],
])('a rule with %s is refused', (_, rules, message) => {
  expect(() => withOwnRules(contract, none, rules)).toThrow(message);
});
