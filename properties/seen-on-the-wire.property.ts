import { beforeAll, expect, test } from 'vitest';
import type { Classification } from '../src/core/classification.ts';
import type { Json, JsonObject } from '../src/core/json.ts';
import { valueAt } from '../src/core/path.ts';
import { constraintsById } from '../src/rules/ledger.ts';
import { acceptableCodes } from '../src/rules/response/refusal-code.ts';
import { edgeCases } from '../src/schema/cases.ts';
import { createClassifier } from '../src/schema/classifier.ts';
import { requestDecoder } from '../src/wire/decode-request.ts';
import { outcomeReader } from '../src/wire/outcome.ts';
import { contract, judge, referenceWith } from './support/judging.ts';

interface Seen {
  operation: string;
  input: JsonObject;
  certificate: Classification;
  /** The code of the refusal; undefined for a success. */
  code: string | undefined;
}

const DEFAULT_RUNS = 50;
const known = constraintsById(contract);
let seen: Seen[];

/** Everything that one run with the default options sends, as a server reads it. */
beforeAll(async () => {
  seen = [];
  const decode = requestDecoder(contract);
  const outcomeOf = outcomeReader(contract);
  const certify = createClassifier(contract);
  const reference = referenceWith();
  await judge(
    async (request) => {
      const response = await reference(request);
      const read = decode(request);
      const input = 'input' in read ? read.input : request.body.length === 0 ? {} : undefined;
      if (input && read.operation !== undefined) {
        const outcome = outcomeOf(read.operation, request, response, 0);
        const code = outcome.kind === 'refused' ? outcome.error.code : undefined;
        const { operation } = read;
        seen.push({ operation, input, certificate: certify(operation, input), code });
      }
      return response;
    },
    '*',
    { runs: DEFAULT_RUNS },
  );
});

test.each([...known.keys()])('%s is seen broken, and refused with a code that fits', (id) => {
  const broken = seen.filter(({ certificate: classification }) =>
    classification.broken.some(({ rule }) => rule === id),
  );
  const stated = acceptableCodes(contract, known.get(id)!.constraint.keyword);
  // Where the contract states no code for a keyword, any error that the documentation lists for the operation fits.
  const fitting = (operation: string): string[] =>
    stated.length > 0 ? stated : contract.operations[operation]!.errors;
  expect(
    broken.filter(({ operation, code }) => code !== undefined && fitting(operation).includes(code)).length,
  ).toBeGreaterThan(0);
});

const withEdges = [...known].filter(([, { shape, constraint }]) => edgeCases(contract, shape, constraint).length > 0);

test.each(withEdges)('%s is seen kept at each of its edges', (_, { constraint, shape }) => {
  const held = seen.filter(
    ({ certificate: classification, code }) => classification.answer !== 'broken' && code === undefined,
  );
  for (const { name, input } of edgeCases(contract, shape, constraint)) {
    const edge = sizeOf(valueAt(input, constraint.site.path));
    const there = held.filter((one) => sizeOf(valueAt(one.input, constraint.site.path)) === edge);
    expect(there.length, name).toBeGreaterThan(0);
  }
});

/** What makes two values the same edge: names in a list differ from run to run, their number does not. */
const sizeOf = (value: Json | undefined): string =>
  Array.isArray(value) ? `${value.length} items` : JSON.stringify(value);
