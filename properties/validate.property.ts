import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { joinedContract } from '../src/contracts/contracts.ts';
import type { JsonObject } from '../src/core/json.ts';
import { placeText } from '../src/core/place-text.ts';
import { createDouble } from '../src/double/double.ts';
import { createReference } from '../src/reference/reference.ts';
import { arbitrary } from '../src/schema/arbitrary.ts';
import { violationArbitrary, violationCases } from '../src/schema/cases.ts';
import { createClassifier } from '../src/schema/classifier.ts';
import { constraints } from '../src/schema/constraints.ts';
import { messagesOf } from '../src/schema/messages.ts';
import { encoder } from '../src/wire/encode.ts';

const contract = joinedContract();
const certify = createClassifier(contract, { complete: true });
const encode = encoder(contract);
const operations = Object.values(contract.operations).filter(({ method }) => method !== 'GET');

/** What validate says of a request, as its rules with their places. */
const said = (operation: string, input: JsonObject): string[] =>
  messagesOf(contract, operation, input, certify(operation, input))
    .filter(({ severity }) => severity === 'broken')
    .map(({ rule, path }) => `${rule} at ${placeText(path)}`);

/** What the double says of the same; undefined where it can't be sent. */
async function heard(operation: string, input: JsonObject): Promise<string[] | undefined> {
  const encoded = encode(operation, input);
  if ('unsent' in encoded) return undefined;
  const double = createDouble({ contract, service: () => createReference({ contract }).handle, signed: false });
  await double.handle(encoded.request);
  return double
    .report()
    .violations.filter(({ rule }) => !rule.startsWith('workflow.'))
    .map(({ rule, path }) => `${rule} at ${placeText(path ?? [])}`);
}

const IF_MATCH = /\.IfMatch\.(?:required|minLength)(?= at)/;

describe.each(operations.map(({ name, input }) => [name, input]))('%s', (operation, shape) => {
  const all = constraints(contract, shape);

  test('every documented violation is broken by its rule at its place', () => {
    for (const constraint of all) {
      const drawn = violationArbitrary(contract, shape, constraint);
      const cases = [
        ...violationCases(contract, shape, constraint),
        ...(drawn ? fc.sample(drawn, { numRuns: 3, seed: 1 }) : []),
      ];
      for (const { name, input } of cases) {
        const { broken } = certify(operation, input);
        if (!broken.some(({ rule }) => rule === constraint.id)) continue;
        const place = placeText(constraint.site.path);
        expect(said(operation, input), `${constraint.id}: ${name}`).toContain(`${constraint.id} at ${place}`);
      }
    }
  });

  test('every supported request breaks nothing, and the double says so too', async () => {
    for (const input of fc.sample(arbitrary(contract, shape), { numRuns: 5, seed: 1 })) {
      expect(said(operation, input)).toEqual([]);
      expect((await heard(operation, input)) ?? []).toEqual([]);
    }
  });

  test('the double names the rules and places that validate names', async () => {
    for (const constraint of all) {
      const [nearest] = violationCases(contract, shape, constraint);
      const there = nearest && said(operation, nearest.input);
      const told = nearest && (await heard(operation, nearest.input));
      // What can't be sent, or is not the same once it is text, is seen by validate alone.
      if (!there?.some((one) => one.startsWith(constraint.id)) || !told || told.length === 0) continue;
      // Without its body a request is not read any further.
      if (told[0]?.startsWith('request.body.')) continue;
      const expected = there.map((one) =>
        one.replace(/^\S+(?= )/, (rule) => (IF_MATCH.test(`${rule} at`) ? 'request.if-match.present' : rule)),
      );
      expect(told.sort(), constraint.id).toEqual(expected.sort());
    }
  });
});

test('nearly every violation that validate finds can be sent, and is found by the double', async () => {
  let sent = 0;
  let found = 0;
  for (const { name, input: shape } of operations.filter(({ name }) => name.includes('ContinuousDeploymentPolicy'))) {
    for (const constraint of constraints(contract, shape)) {
      for (const { input } of violationCases(contract, shape, constraint)) {
        if (said(name, input).length === 0) continue;
        const told = await heard(name, input);
        if (told === undefined) continue;
        sent += 1;
        if (told.length > 0) found += 1;
      }
    }
  }
  expect(sent).toBeGreaterThan(150);
  expect(found / sent).toBeGreaterThan(0.98);
});

test('whatever stands in a request, it is judged', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...operations),
      fc.dictionary(fc.string(), fc.jsonValue()),
      fc.jsonValue(),
      (operation, members, value) => {
        const [payload = ''] = Object.keys(contract.$defs[operation.input]?.properties ?? {});
        const input = { ...members, [payload]: value } as JsonObject;
        expect(() => said(operation.name, input)).not.toThrow();
      },
    ),
    { numRuns: 300 },
  );
});
