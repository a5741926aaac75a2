import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { loadContract } from '../src/contracts/load.ts';
import type { JsonObject } from '../src/core/json.ts';
import { arbitrary } from '../src/schema/arbitrary.ts';
import { edgeCases, violationArbitrary, violationCases } from '../src/schema/cases.ts';
import { createClassifier } from '../src/schema/classifier.ts';
import { type Constraint, constraints, practices } from '../src/schema/constraints.ts';
import { numberDomain } from '../src/schema/keywords/number.ts';
import { compile } from '../src/schema/validate.ts';

const contract = loadContract();
const judge = createClassifier(contract);
const OPERATIONS = ['CreateContinuousDeploymentPolicy', 'UpdateContinuousDeploymentPolicy'];
const shapeOf = (operation: string): string => contract.operations[operation]!.input;
const CASES = 10_000;

/** The rules that a request breaks besides the meant one and that no other choice of related numbers avoids. */
function unavoidable(operation: string, constraint: Constraint, input: JsonObject): string[] {
  const { path, owner, member } = constraint.site;
  const others = Object.keys(owner.properties ?? {}).filter(
    (name) => name !== member && numeric(owner.properties![name]!.type),
  );
  const meant = (request: JsonObject): string[] => judge(operation, request).broken.map(({ rule }) => rule);
  let fewest = meant(input);
  for (const other of others) {
    const { min, max } = numberDomain(owner.properties![other]!);
    for (const value of [min, max]) {
      const broken = meant(withValue(input, [...path.slice(0, -1), other], value));
      if (broken.includes(constraint.id) && broken.length < fewest.length) fewest = broken;
    }
  }
  return fewest.filter((rule) => rule !== constraint.id).sort();
}

const numeric = (type: string | undefined): boolean => type === 'integer' || type === 'number';

function withValue<T>(value: T, [key, ...rest]: readonly (string | number)[], to: unknown): T {
  if (key === undefined) return to as T;
  const copy = (Array.isArray(value) ? [...value] : { ...value }) as Record<string | number, unknown>;
  copy[key] = withValue(copy[key], rest, to);
  return copy as T;
}

test.each(Object.keys(contract.operations))(
  'every generated supported request of %s satisfies the schema and is certified as supported',
  (operation) => {
    const shape = shapeOf(operation);
    const validate = compile(contract, shape);
    fc.assert(
      fc.property(arbitrary(contract, shape), (input) => {
        expect(validate(input)).toBe(true);
        expect(judge(operation, input).answer).toBe('supported');
      }),
      // Of the others no rule draws more than an id; whole distributions are large, too.
      { numRuns: OPERATIONS.includes(operation) ? CASES : CASES / 20 },
    );
  },
);

describe.each(OPERATIONS)('requests of %s', (operation) => {
  const shape = shapeOf(operation);

  const violated = constraints(contract, shape).flatMap((constraint) => {
    const arb = violationArbitrary(contract, shape, constraint);
    return arb ? [{ constraint, arb }] : [];
  });

  test.each(violated)(
    'a violation of $constraint.id breaks it and only what follows from it',
    ({ constraint, arb }) => {
      fc.assert(
        fc.property(arb, ({ input }) => {
          const broken = judge(operation, input).broken.map(({ rule }) => rule);
          expect(broken).toContain(constraint.id);
          expect(broken.filter((rule) => rule !== constraint.id).sort()).toEqual(
            unavoidable(operation, constraint, input),
          );
        }),
        { numRuns: Math.ceil(CASES / violated.length) },
      );
    },
  );

  test.each(violated)(
    'every step of shrinking a violation of $constraint.id still breaks it',
    ({ constraint, arb }) => {
      let steps = 0;
      const details = fc.check(
        fc.property(arb, ({ input }) => {
          steps++;
          return !judge(operation, input).broken.some(({ rule }) => rule === constraint.id);
        }),
        { numRuns: 1 },
      );
      expect(details.failed).toBe(true);
      expect(judge(operation, details.counterexample![0].input).broken[0]?.rule).toBeDefined();
      expect(steps).toBeGreaterThan(0);
    },
  );
});

test('what a violation unavoidably implies is known, and little', () => {
  const operation = OPERATIONS[0]!;
  const implied = constraints(contract, shapeOf(operation)).flatMap((constraint) => {
    const rules = violationCases(contract, shapeOf(operation), constraint).flatMap(({ input }) =>
      unavoidable(operation, constraint, input),
    );
    return rules.length > 0 ? [[constraint.id, [...new Set(rules)]]] : [];
  });
  expect(Object.fromEntries(implied)).toEqual({
    'SessionStickinessConfig.IdleTTL.maximum': ['SessionStickinessConfig.IdleTTL.atMost'],
    'SessionStickinessConfig.MaximumTTL.minimum': ['SessionStickinessConfig.IdleTTL.atMost'],
  });
});

describe.each(OPERATIONS)('deterministic cases of %s', (operation) => {
  const shape = shapeOf(operation);
  const all = constraints(contract, shape).filter(
    ({ site }) => site.node.binding === undefined || 'payload' in site.node.binding,
  );

  test.each(all)('$id has a violation, and each one breaks it', (constraint) => {
    const cases = violationCases(contract, shape, constraint);
    expect(cases.length).toBeGreaterThan(0);
    for (const { name, input, supported } of cases) {
      expect(judge(operation, supported).answer, name).toBe('supported');
      expect(
        judge(operation, input).broken.map(({ rule }) => rule),
        name,
      ).toContain(constraint.id);
    }
  });

  test.each(all.filter((constraint) => edgeCases(contract, shape, constraint).length > 0))(
    'the edges of $id are supported',
    (constraint) => {
      for (const { name, input } of edgeCases(contract, shape, constraint))
        expect(judge(operation, input), name).toMatchObject({ answer: 'supported' });
    },
  );

  test.each(practices(contract, shape))('beyond $id nothing is certified as supported', (practice) => {
    for (const { name, input, supported } of violationCases(contract, shape, practice)) {
      if (JSON.stringify(input) !== JSON.stringify(supported))
        expect(judge(operation, input).answer, name).not.toBe('supported');
    }
  });
});

test('no arbitrary draws a value and throws it away', () => {
  let owner: object = fc.integer();
  while (!Object.hasOwn(owner, 'filter')) owner = Object.getPrototypeOf(owner) as object;
  const prototype = owner as { filter: (predicate: (value: unknown) => boolean) => unknown };
  const { filter } = prototype;
  let rejected = 0;
  prototype.filter = function (this: unknown, predicate) {
    return filter.call(this, (value) => {
      const kept = predicate(value);
      if (!kept) rejected++;
      return kept;
    });
  };
  try {
    const shape = shapeOf(OPERATIONS[0]!);
    fc.sample(arbitrary(contract, shape), 1_000);
    for (const constraint of constraints(contract, shape)) {
      const arb = violationArbitrary(contract, shape, constraint);
      if (arb) fc.sample(arb, 200);
    }
  } finally {
    prototype.filter = filter;
  }
  expect(rejected).toBe(0);
});

test('the same seed gives the same requests', () => {
  const arb = arbitrary(contract, shapeOf(OPERATIONS[0]!));
  const drawn = (seed: number) => fc.sample(arb, { seed, numRuns: 5 });
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      expect(drawn(seed)).toEqual(drawn(seed));
    }),
    { numRuns: 20 },
  );
});
