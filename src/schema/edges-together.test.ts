import { describe, expect, test } from 'vitest';
import { loadContract } from '../contracts/load.ts';
import { valueAt } from '../core/path.ts';
import { edgeCases, edgesTogether } from './cases.ts';
import { createClassifier } from './classifier.ts';
import { constraints } from './constraints.ts';

const contract = loadContract();
const operation = 'CreateContinuousDeploymentPolicy';
const { input: shape } = contract.operations[operation]!;
const judge = createClassifier(contract, { known: () => true });
const fits = (input: Parameters<typeof judge>[1]): boolean => judge(operation, input).answer === 'supported';
const all = constraints(contract, shape);

describe('the nearest edges of all constraints of a policy', () => {
  const together = edgesTogether(contract, shape, all, fits);

  test('each stand in one request', () => {
    const withEdge = all.filter((constraint) =>
      edgeCases(contract, shape, constraint).some(({ input }) => fits(input)),
    );
    const shown = together.flatMap((one) => one.shown.map(({ constraint }) => constraint.id));
    expect(shown.sort()).toEqual(withEdge.map(({ id }) => id).sort());
  });

  test('stand in fewer requests than there are constraints', () => {
    expect(together.length).toBeLessThan(together.flatMap(({ shown }) => shown).length / 2);
  });

  test('show the values of the single cases', () => {
    for (const { input, shown } of together) {
      expect(fits(input)).toBe(true);
      for (const { constraint } of shown) {
        const { path } = constraint.site;
        const [single] = edgeCases(contract, shape, constraint);
        expect([constraint.id, valueAt(input, path)]).toEqual([constraint.id, valueAt(single!.input, path)]);
      }
    }
  });
});

test('a request that does not fit holds no edge', () => {
  expect(edgesTogether(contract, shape, all, () => false)).toEqual([]);
});
