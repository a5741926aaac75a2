import { describe, expect, test } from 'vitest';
import type { Modification } from '../src/reference/modification.ts';
import { refuse } from '../src/reference/refusal.ts';
import { VARIANTS } from '../src/reference/variants/index.ts';
import { around } from '../src/reference/wrapping.ts';
import { rulesOf } from '../src/rules/index.ts';
import { PARTS } from '../src/rules/workflow/parts.ts';
import { contract, expectFinding, expectPass, judge, referenceWith } from './support/judging.ts';
import { untestedRules } from './support/untested-rules.ts';

/** A server that refuses what it should do. */
const refusing = (
  operation: string,
  code: string,
  when: (input: Record<string, unknown>) => boolean = () => true,
): Modification => ({
  operate: around(
    [operation],
    (next) => (context, input) => (when(input) ? refuse(code, 'No.') : next(context, input)),
  ),
});

const configOf = (input: Record<string, unknown>) => (input.DistributionConfig ?? {}) as Record<string, unknown>;

/** A server that says nothing of If-Match where a distribution is concerned. */
const unversioned = (...operations: string[]): Modification => ({
  decide: ({ precondition }) => ({
    precondition: (asked) => (operations.includes(asked.operation) ? 'holds' : precondition(asked)),
  }),
});

const quietEtags: Modification = { decide: ({ newEtag }) => ({ newEtag: (id) => newEtag(id, 1) }) };

/** The rules of this feature that no test beside them tests, and a fault that each must find. */
const FOUND_BY: Record<string, string | Modification> = {
  'create.staging': refusing('CreateDistribution', 'InvalidArgument', (input) => configOf(input).Staging === true),
  'copy.caller-reference': {
    decide: ({ protects, copied }) => ({
      protects: (what) => what !== 'caller-reference' && protects(what),
      copied: (primary, sent) => ({ ...copied(primary, sent), CallerReference: primary.CallerReference }),
    }),
  },
  'staging.update': quietEtags,
  'policy-for-copy': refusing('CreateContinuousDeploymentPolicy', 'InvalidArgument'),
  'policy-id': { decide: ({ newId }) => ({ newId: (naming) => newId(naming).toUpperCase() }) },
  'attach.new-etag': quietEtags,
  'attach.no-http3': { decide: ({ protects }) => ({ protects: (what) => what !== 'http3' && protects(what) }) },
  'update.stale-if-match': unversioned('UpdateDistribution'),
  'update.requires-if-match': unversioned('UpdateDistribution'),
  promote: refusing('UpdateDistributionWithStagingConfig', 'IllegalUpdate'),
  'delete.stale-if-match': unversioned('DeleteDistribution'),
  'delete.disabled-staging': refusing('DeleteDistribution', 'ResourceInUse'),
  ...Object.fromEntries(
    PARTS.flatMap(({ member }) => {
      const slug = member.replaceAll(/(?<=[a-z])[A-Z]/g, '-$&').toLowerCase();
      return [
        [`parts.${member}.create`, `distribution-create-loses-${slug}`],
        [`parts.${member}.clear`, `distribution-update-keeps-cleared-${slug}`],
        [`parts.${member}.update`, `distribution-update-loses-${slug}`],
        [`parts.${member}.copy`, `copy-leaves-out-${slug}`],
        [`parts.${member}.promote`, `promotion-loses-${slug}`],
      ];
    }),
  ),
  'delete.disabled-primary': refusing('DeleteDistribution', 'ResourceInUse', ({ IfMatch }) => IfMatch !== undefined),
};

const LONGEST = 8;

describe("a rule of continuous deployment's own", () => {
  const ids = rulesOf(contract).active.map(({ id }) => id);
  const here = Object.keys(FOUND_BY).map((id) => `continuous-deployment.${id}`);

  test('is tested here or beside the file that makes it', () => {
    expect(untestedRules(contract, 'workflow', /^continuous-deployment\./).filter((id) => !here.includes(id))).toEqual(
      [],
    );
  });

  test.each(ids.filter((id) => here.includes(id)))(
    '%s holds on the reference and finds its fault with at most eight calls',
    async (id) => {
      await expectPass(id);
      const findings = await expectFinding(id, FOUND_BY[id.replace('continuous-deployment.', '')] ?? 'none');
      for (const { steps } of findings) expect(steps.length).toBeLessThanOrEqual(LONGEST);
    },
  );
});

describe('the workflow', () => {
  test('is made once for all of its rules, and leaves nothing behind', async () => {
    const reference = referenceWith();
    // Unusual parameters cost as many requests as --runs has them tried.
    const { rules, requests } = await judge(reference, 'continuous-deployment.!(unusual-parameters)', {
      phases: ['workflow'],
    });
    expect(rules.filter(({ status }) => status === 'pass').length).toBeGreaterThan(40);
    expect(requests).toBeLessThan(260);
    expect(await left(reference)).toEqual([0, 0]);
  });

  test('leaves nothing behind where unusual parameters are tried in it', async () => {
    const reference = referenceWith();
    const { rules } = await judge(reference, 'continuous-deployment.*', { phases: ['workflow'] });
    expect(rules.find(({ id }) => id === 'continuous-deployment.unusual-parameters')?.status).toBe('pass');
    expect(await left(reference)).toEqual([0, 0]);
  });

  test('goes as far as it is asked to, and is undone from there', async () => {
    const reference = referenceWith();
    const { requests } = await judge(reference, 'continuous-deployment.attach', { phases: ['workflow'] });
    expect(requests).toBeLessThan(60);
    expect(await left(reference)).toEqual([0, 0]);
  });

  test('waits for what takes time', async () => {
    const slow = VARIANTS.find(({ name }) => name === 'deployment-takes-time')!;
    const { rules } = await judge(referenceWith(slow), 'continuous-deployment.delete.*');
    expect(rules.map(({ status }) => status)).toEqual(rules.map(() => 'pass'));
  });

  test('is not judged where patience runs out', async () => {
    const never: Modification = { decide: () => ({ deploying: 600_000 }) };
    const { rules } = await judge(referenceWith(never), 'continuous-deployment.delete.disabled-primary', {
      patience: 50,
    });
    expect(rules[0]).toMatchObject({ status: 'skip', reason: expect.stringContaining('InProgress') });
  });
});

describe('a target that differs within what is documented', () => {
  test.each([
    'star-matches',
    'garbage-is-stale',
    'stale-is-invalid-if-match',
    'etags-quoted',
    'quota-20',
    'open-refused',
    'empty-lists-left-out',
  ])('%s breaks no rule of continuous deployment', async (name) => {
    const variant = VARIANTS.find((one) => one.name === name)!;
    const { rules } = await judge(referenceWith(variant), 'continuous-deployment.*');
    expect(
      rules.filter(({ status }) => status !== 'pass').map(({ id, status, reason }) => ({ id, status, reason })),
    ).toEqual([]);
  });
});

/** How many policies and distributions there are. */
async function left(handler: ReturnType<typeof referenceWith>): Promise<number[]> {
  const paths = ['continuous-deployment-policy', 'distribution'];
  const request = (path: string) => ({
    method: 'GET',
    path: `/2020-05-31/${path}`,
    headers: {},
    body: new Uint8Array(),
  });
  const answers = await Promise.all(paths.map((path) => handler(request(path))));
  return answers.map(({ body }) => Number(/<Quantity>(\d+)/.exec(new TextDecoder().decode(body))?.[1]));
}
