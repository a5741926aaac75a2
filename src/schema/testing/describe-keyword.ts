import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Contract, Schema } from '../../core/contract.ts';
import type { Basis } from '../../core/evidence.ts';
import type { JsonObject } from '../../core/json.ts';
import { arbitrary } from '../arbitrary.ts';
import { edgeCases, violationArbitrary, violationCases } from '../cases.ts';
import { type Constraint, constraints, practices } from '../constraints.ts';
import type { Keyword } from '../keyword.ts';
import { compile } from '../validate.ts';

/** A structure with the keyword in it, and values by which the keyword is known. */
export interface KeywordExample {
  structure: Schema;
  fitting: JsonObject[];
  /** Values that break this keyword and no other. */
  breaking: JsonObject[];
  /** What the keyword demands of the structure's member. */
  demand: string;
  /** Names of the cases at its edge. */
  edges?: string[];
  /** Names of the cases that break it, the nearest first. */
  violations: string[];
}

const STRUCTURE = 'Tree';

/** Tests all that one keyword is responsible for; each keyword has such a test beside it. */
export function describeKeyword(keyword: Keyword<never>, example: KeywordExample): void {
  const { name } = keyword;
  const contract = contractOf(example.structure);
  const validate = compile(contract, STRUCTURE, { supported: true });
  const brokenBy = (value: JsonObject): string[] => {
    if (validate(value)) return [];
    return [...new Set((validate.errors ?? []).map((error) => error.keyword))].filter((one) => one !== 'supported');
  };
  const constraint = constraintOf(contract, name);
  describe(name, () => {
    test.each(example.fitting)('%j fits', (value) => expect(brokenBy(value)).toEqual([]));

    test.each(example.breaking)('%j breaks it alone', (value) => expect(brokenBy(value)).toEqual([name]));

    test(`demands: ${example.demand}`, () => {
      expect(keyword.demand?.(constraint.value as never, constraint.site)).toBe(example.demand);
      expect(keyword.breach).toEqual(expect.any(String));
    });

    test('the cases at its edge fit', () => {
      const cases = edgeCases(contract, STRUCTURE, constraint);
      expect(cases.map((one) => one.name)).toEqual(example.edges ?? []);
      expect(cases.filter(({ input }) => brokenBy(input).length > 0)).toEqual([]);
    });

    test('each of its violations breaks it', () => {
      const cases = violationCases(contract, STRUCTURE, constraint);
      expect(cases.map((one) => one.name)).toEqual(example.violations);
      expect(cases.filter(({ input }) => !brokenBy(numbered(input)).includes(name))).toEqual([]);
    });

    test('whatever is drawn to break it does', () => {
      const drawn = violationArbitrary(contract, STRUCTURE, constraint);
      expect(drawn !== undefined).toBe(keyword.violation !== undefined);
      const kept = drawn && fc.sample(drawn, SAMPLE).filter(({ input }) => !brokenBy(input).includes(name));
      expect(kept ?? []).toEqual([]);
    });

    test('generated values honour it', () => {
      const wanted = [{ present: constraint.site.path }, {}];
      const values = wanted.flatMap((options) => fc.sample(arbitrary(contract, STRUCTURE, options), SAMPLE));
      expect(values.filter((value) => brokenBy(value).length > 0)).toEqual([]);
    });
  });
}

/** With the numbers that are given as texts because no number has so many digits: they are the same on the wire. */
const numbered = (input: JsonObject): JsonObject =>
  JSON.parse(JSON.stringify(input), (_, value) =>
    typeof value === 'string' && /^\d{40}$/.test(value) ? Number(value) : value,
  ) as JsonObject;

const SAMPLE = { numRuns: 100, seed: 1 };

function constraintOf(contract: Contract, keyword: string): Constraint {
  const all = [...constraints(contract, STRUCTURE), ...practices(contract, STRUCTURE)];
  const found = all.find((one) => one.keyword === keyword);
  if (!found) throw new Error(`the example has no constraint ${keyword}`);
  return found;
}

const contractOf = (structure: Schema): Contract =>
  ({
    $defs: { [STRUCTURE]: cited({ type: 'object', ...structure }) },
    operations: {},
    resources: {},
  }) as unknown as Contract;

/** The schema with a source for each of its keywords. */
function cited(schema: Schema): Schema {
  const basis: Basis = { evidence: 'documented', citations: [] };
  const result: Schema = { ...schema, basis: Object.fromEntries(Object.keys(schema).map((key) => [key, basis])) };
  if (schema.properties)
    result.properties = Object.fromEntries(
      Object.entries(schema.properties).map(([member, inner]) => [
        member,
        { ...cited(inner), basis: { ...cited(inner).basis, required: basis } },
      ]),
    );
  if (schema.items) result.items = cited(schema.items);
  return result;
}
