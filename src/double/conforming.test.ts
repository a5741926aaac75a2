import { describe, expect, test } from 'vitest';
import { joinedContract } from '../contracts/contracts.ts';
import { configInput, configSent, etagShown, idShown, operationOf, versionOf } from '../contracts/resource.ts';
import type { Resource } from '../core/contract.ts';
import type { JsonObject } from '../core/json.ts';
import { createReference } from '../reference/reference.ts';
import { edgeCases, violationCases } from '../schema/cases.ts';
import { createClassifier } from '../schema/classifier.ts';
import { constraints, practices } from '../schema/constraints.ts';
import { sites } from '../schema/site.ts';
import { encoder } from '../wire/encode.ts';
import { createDouble, type Double } from './double.ts';

const contract = joinedContract();
const encode = encoder(contract);
const classify = createClassifier(contract);

/** Members that no update may change. */
const FIXED = ['CallerReference', 'Staging', 'Name', 'EncodedKey'];

const newDouble = (): Double =>
  createDouble({ contract, service: () => createReference({ contract }).handle, signed: false });

async function made(double: Double, operation: string, input: JsonObject): Promise<JsonObject> {
  const outcome = await double.arrange(operation, input);
  if (outcome.kind !== 'response') throw new Error(`${operation}: ${JSON.stringify(outcome)}`);
  return outcome.output;
}

/** What a double says of a call, besides what the state of the service explains. */
async function blamed(double: Double, operation: string, input: JsonObject): Promise<string[]> {
  const encoded = encode(operation, input);
  if ('unsent' in encoded) return [];
  await double.handle(encoded.request);
  return double.report().violations.map(({ rule, place, found }) => `${rule} at ${place}: ${found}`);
}

/** Requests on either side of what is open: those at the bounds of what is supported, and those beyond common practice. */
function* conformingInputs(operation: string): Generator<[name: string, input: JsonObject]> {
  const { input: shape } = contract.operations[operation]!;
  for (const constraint of constraints(contract, shape))
    for (const { name, input } of edgeCases(contract, shape, constraint)) yield [`${constraint.id}, ${name}`, input];
  for (const practice of practices(contract, shape))
    for (const { name, input } of violationCases(contract, shape, practice)) yield [`${practice.id}, ${name}`, input];
}

const creates = Object.values(contract.resources).map((resource) => operationOf(resource, 'create'));
const updatable = Object.values(contract.resources).filter(({ original, minimal }) => original ?? minimal);

describe('a request that breaks nothing is not blamed', () => {
  test.each(creates)('%s', async (operation) => {
    let count = 0;
    for (const [name, input] of conformingInputs(operation)) {
      if (classify(operation, input).answer === 'broken') continue;
      expect(await blamed(newDouble(), operation, input), name).toEqual([]);
      count++;
    }
    expect(count).toBeGreaterThan(0);
  });

  test.each(updatable.map((resource): [string, Resource] => [operationOf(resource, 'update'), resource]))(
    '%s',
    async (operation, resource) => {
      let count = 0;
      for (const [name, input] of conformingInputs(operation)) {
        const double = newDouble();
        const before = (resource.original ?? resource.minimal) as JsonObject;
        const first = await double.arrange(operationOf(resource, 'create'), configInput(resource, before));
        if (first.kind !== 'response') continue;
        const real: JsonObject = {
          ...input,
          ...versionOf(resource, {
            id: String(idShown(resource, first.output)),
            etag: String(etagShown(resource, first.output)),
          }),
        };
        // What can't be changed stays as it is.
        const held = configSent(resource, real) as JsonObject | undefined;
        const fixed = Object.fromEntries(
          FIXED.flatMap((key) => (before[key] === undefined ? [] : [[key, before[key]]])),
        );
        const sent: JsonObject = held ? { ...real, ...configInput(resource, { ...held, ...fixed }) } : real;
        if (classify(operation, sent).answer === 'broken') continue;
        expect(await blamed(double, operation, sent), name).toEqual([]);
        count++;
      }
      expect(count).toBeGreaterThan(0);
    },
  );
});

describe('a mistake in the workflow is the only violation, whatever member is empty beside it', () => {
  const { input: shape } = contract.operations.UpdateDistribution!;
  const places = sites(contract, shape).filter(
    ({ node, path }) =>
      node.type === 'string' &&
      node.enum === undefined &&
      path.length > 1 &&
      path.length < 5 &&
      !FIXED.includes(String(path.at(-1))),
  );
  const config = (extra: JsonObject): JsonObject => ({
    ...(contract.resources.Distribution!.original as JsonObject),
    CallerReference: 'staging',
    Staging: true,
    Enabled: true,
    ...extra,
  });

  test('a staging distribution is disabled while a policy names it', async () => {
    let judged = 0;
    for (const { path } of places) {
      const whole = withEmpty({ DistributionConfig: config({ Enabled: false }) }, path);
      if (!whole || classify('UpdateDistribution', { ...whole, Id: 'E1', IfMatch: 'E2' }).answer === 'broken') continue;
      const double = newDouble();
      const staging = await made(double, 'CreateDistribution', { DistributionConfig: config({}) });
      const { Id, DomainName } = staging.Distribution as { Id: string; DomainName: string };
      const StagingDistributionDnsNames = { Quantity: 1, Items: [DomainName] };
      await made(double, 'CreateContinuousDeploymentPolicy', {
        ContinuousDeploymentPolicyConfig: { StagingDistributionDnsNames, Enabled: true },
      });
      const told = await blamed(double, 'UpdateDistribution', { ...whole, Id, IfMatch: staging.ETag! });
      expect(told, path.join('.')).toEqual([
        expect.stringMatching(/^workflow\.refused-change at DistributionConfig\.Enabled:/),
      ]);
      judged++;
    }
    expect(judged).toBeGreaterThan(10);
  });
});

/** An input with an empty text at a place; undefined where what should hold it is not there. */
function withEmpty(input: JsonObject, [key, ...inside]: readonly (string | number)[]): JsonObject | undefined {
  const held = input[String(key)];
  if (inside.length === 0) return { ...input, [String(key)]: '' };
  if (Array.isArray(held)) {
    const [first, ...more] = held;
    const item = inside.length > 1 ? withEmpty(first as JsonObject, inside.slice(1)) : '';
    return first === undefined || item === undefined ? undefined : { ...input, [String(key)]: [item, ...more] };
  }
  if (typeof held !== 'object' || held === null) return undefined;
  const inner = withEmpty(held, inside);
  return inner && { ...input, [String(key)]: inner };
}
