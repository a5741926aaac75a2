import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { joinedContract } from '../contracts/contracts.ts';
import { arbitrary } from './arbitrary.ts';
import { violationCases } from './cases.ts';
import { createClassifier } from './classifier.ts';
import { constraints } from './constraints.ts';
import { plainSchema } from './plain.ts';

const contract = joinedContract();
const judge = createClassifier(contract);
const operation = contract.operations.CreateDistribution!;
const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(
  plainSchema(contract, operation, 'input'),
);

test('a validator that does not know the dialect accepts what is supported', () => {
  fc.assert(
    fc.property(arbitrary(contract, operation.input), (input) => {
      expect(validate(input)).toBe(true);
    }),
    { numRuns: 30 },
  );
});

const STANDARD = ['requires', 'excludes', 'needsOneOf', 'requiredWhen', 'form'];
const told = constraints(contract, operation.input).filter(({ keyword }) => STANDARD.includes(keyword));

test.each(told)('and refuses what breaks $id', (constraint) => {
  const cases = violationCases(contract, operation.input, constraint).filter(({ input }) =>
    judge(operation.name, input).broken.some(({ rule }) => rule === constraint.id),
  );
  expect(cases.length).toBeGreaterThan(0);
  for (const { name, input } of cases) expect(validate(input), name).toBe(false);
});
