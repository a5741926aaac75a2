import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../src/core/json.ts';
import { valueAt } from '../src/core/path.ts';
import type { Phase } from '../src/core/rule.ts';
import type { Modification } from '../src/reference/modification.ts';
import { judgedOn } from '../src/rules/constraint/needed-rules.ts';
import { rulesOf } from '../src/rules/index.ts';
import { ledger } from '../src/rules/ledger.ts';
import { arbitrary } from '../src/schema/arbitrary.ts';
import { createClassifier } from '../src/schema/classifier.ts';
import { constraints } from '../src/schema/constraints.ts';
import { keywordOf } from '../src/schema/keywords/index.ts';
import { sites } from '../src/schema/site.ts';
import { requestDecoder } from '../src/wire/decode-request.ts';
import { contract, expectFinding, faultNamed, judge, referenceWith } from './support/judging.ts';

const CREATE = 'CreateContinuousDeploymentPolicy';
const UPDATE = 'UpdateContinuousDeploymentPolicy';

describe('a constraint', () => {
  test('checked on create only is found broken on update, and the other way round', async () => {
    const operations = async (fault: string) =>
      (await expectFinding('SessionStickinessConfig.IdleTTL.atMost', fault)).map(({ operation }) => operation);
    expect(await operations('order-check-on-create-only')).toEqual([UPDATE]);
    expect(await operations('order-check-on-update-only')).toEqual([CREATE]);
  });

  test('is shown by the smallest request: IdleTTL one above MaximumTTL, both within their bounds', async () => {
    for (const phase of ['nearest', 'edges', 'random'] as const) {
      const record = await judge(
        referenceWith(faultNamed('order-check-off')),
        'SessionStickinessConfig.IdleTTL.atMost',
        { phases: [phase] },
      );
      for (const { steps } of record.rules[0]!.findings) {
        const { IdleTTL, MaximumTTL } = stickinessIn(steps.at(-1)!.input);
        expect({ phase, IdleTTL }).toEqual({ phase, IdleTTL: Number(MaximumTTL) + 1 });
        expect([300 <= Number(MaximumTTL), Number(IdleTTL) <= 3600]).toEqual([true, true]);
      }
      expect(record.rules[0]!.findings.length).toBeGreaterThan(0);
    }
  });
});

test('what is accepted is read too: a text that is stored spoilt and answered whole is found', async () => {
  const escaping: Modification = {
    decide: ({ shown }) => ({
      shown: (entry, showing) => {
        const before = shown(entry, showing);
        if (!showing.startsWith('read')) return before;
        return { ...before, config: JSON.parse(JSON.stringify(before.config).replaceAll('&', '&amp;')) };
      },
    }),
  };
  const findings = await expectFinding('ContinuousDeploymentSingleHeaderConfig.Value.carried', escaping);
  expect(findings.map(({ operation, steps }) => [operation, steps.at(-1)?.operation])).toEqual([
    [CREATE, 'GetContinuousDeploymentPolicy'],
    [UPDATE, 'GetContinuousDeploymentPolicy'],
  ]);
});

function stickinessIn(input: JsonObject): JsonObject {
  const path = ['ContinuousDeploymentPolicyConfig', 'TrafficConfig', 'SingleWeightConfig', 'SessionStickinessConfig'];
  return path.reduce<JsonObject>((at, key) => at[key] as JsonObject, input);
}

describe('the ledger', () => {
  const entries = new Map(ledger(contract, rulesOf(contract)).map((entry) => [entry.id, entry]));
  const documented = [CREATE, UPDATE].flatMap((operation) =>
    constraints(contract, contract.operations[operation]!.input),
  );
  const judged = documented.filter(({ site }) => !site.node.binding || 'payload' in site.node.binding);
  const workflow = Object.values(contract.resources).flatMap((resource) =>
    resource.minimal === undefined ? [] : judgedOn(contract, resource),
  );

  test.each([...new Set([...judged, ...workflow.map(({ constraint }) => constraint)].map(({ id }) => id))])(
    '%s has a rule with supported and broken neighbours and codes of refusal',
    (id) => {
      const entry = entries.get(id);
      const { keyword } = workflow.find(({ constraint }) => constraint.id === id)?.constraint ?? {};
      expect(entry?.supported.length).toBeGreaterThan(0);
      expect(entry?.broken.length).toBeGreaterThan(0);
      // Of what members say of each other no page tells the code.
      if (!keyword || !keywordOf(keyword).between) expect(entry?.refusals.length).toBeGreaterThan(0);
    },
  );

  test('every constraint is judged on create and on update in one run', async () => {
    const record = await judge(referenceWith(), '*Config.*', { phases: ['nearest', 'updates', 'edges'] });
    const constrained = record.rules.filter(({ id }) => judged.some((constraint) => constraint.id === id));
    for (const { id, judged: on } of constrained) {
      if (!id.startsWith('Create') && !id.startsWith('Update'))
        expect(Object.keys(on).sort(), id).toEqual([CREATE, UPDATE]);
    }
  });

  test.each<[Phase, number]>([
    ['edges', 90],
    ['nearest', 40],
  ])('%s of create take at most 400 requests', async (phase, least) => {
    const sent: string[] = [];
    const updated = new Set<string>();
    const reference = referenceWith();
    await judge(
      async (request) => {
        const [, id = ''] = /continuous-deployment-policy\/([^/]+)/.exec(request.path) ?? [];
        sent.push(id);
        if (request.method === 'PUT') updated.add(id);
        return reference(request);
      },
      '*',
      { phases: [phase] },
    );
    // What is done with a resource that is updated belongs to the edges of update.
    const ofCreate = sent.filter((id) => !updated.has(id)).length;
    expect(ofCreate).toBeGreaterThan(least);
    expect(ofCreate).toBeLessThanOrEqual(400);
  });
});

test('names of another form than the documented one are supported where they are known to exist', async () => {
  let given = 0;
  const names = () => async () => `staging-${++given}.localhost.emulator`;
  const rule = 'SessionStickinessConfig.IdleTTL.atMost';
  const record = await judge(referenceWith(faultNamed('order-check-exclusive')), rule, { names, phases: ['edges'] });
  expect(record.rules[0]!.findings.map(({ operation }) => operation)).toEqual([CREATE, UPDATE]);
});

test('the deterministic edges cover each pair of optional members in each of their supported combinations', async () => {
  const shape = contract.operations[CREATE]!.input;
  const optional = sites(contract, shape).filter(
    ({ owner, member }) => !owner.required?.includes(member) && member !== 'items',
  );
  const combinations = (input: JsonObject): string[] => {
    const there = optional.map(({ path }) => `${path.join('.')}:${valueAt(input, path) !== undefined}`);
    return there.flatMap((one, index) => there.slice(index + 1).map((other) => `${one} ${other}`));
  };
  const possible = new Set(fc.sample(arbitrary(contract, shape), { numRuns: 2_000, seed: 1 }).flatMap(combinations));

  const covered = new Set<string>();
  const decode = requestDecoder(contract);
  const certify = createClassifier(contract);
  const reference = referenceWith();
  await judge(
    async (request) => {
      const read = decode(request);
      if ('input' in read && read.operation === CREATE && certify(CREATE, read.input).answer === 'supported')
        for (const combination of combinations(read.input)) covered.add(combination);
      return reference(request);
    },
    '*',
    { phases: ['edges'] },
  );
  expect([...possible].filter((combination) => !covered.has(combination))).toEqual([]);
  expect(possible.size).toBeGreaterThan(10);
});
