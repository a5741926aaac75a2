import { describe, expect, test } from 'vitest';
import type { Modification } from '../src/reference/modification.ts';
import { refuse } from '../src/reference/refusal.ts';
import { VARIANTS } from '../src/reference/variants/index.ts';
import { around } from '../src/reference/wrapping.ts';
import { rulesOf } from '../src/rules/index.ts';
import { PARTS } from '../src/rules/workflow/parts.ts';
import { contract, expectFinding, expectPass, judge, referenceWith } from './support/judging.ts';

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

/** Each rule of this feature, and a fault that it must find. */
const FOUND_BY: Record<string, string | Modification> = {
  'second-policy': 'second-policy-accepted',
  'identical-policy': 'identical-policy-breaks-down',
  'move-to-taken': 'second-policy-accepted',
  'moving-frees': 'update-frees-no-name',
  'moving-takes': 'update-takes-no-name',
  'deleting-frees': 'delete-keeps-name',
  'create.primary': 'primary-refused',
  'refused-move': 'refused-move-takes-name',
  'refused-delete': 'refused-delete-frees-name',
  'disabled-keeps': 'disabled-policy-frees-name',
  'create.caller-reference': 'caller-reference-reused',
  'create.staging': refusing('CreateDistribution', 'InvalidArgument', (input) => configOf(input).Staging === true),
  'create.staging-aliases': 'staging-with-aliases',
  'create.policy': 'policy-attached-on-create',
  'copy.if-match': 'copy-without-if-match',
  'copy.makes-staging': 'copy-is-no-staging',
  'copy.enabled': 'copy-ignores-enabled',
  'copy.caller-reference': {
    decide: ({ protects, copied }) => ({
      protects: (what) => what !== 'caller-reference' && protects(what),
      copied: (primary, sent) => ({ ...copied(primary, sent), CallerReference: primary.CallerReference }),
    }),
  },
  'copy.behaviour': 'copy-loses-origins',
  'copy.rest': 'copy-loses-comment',
  'copy.aliases': 'copy-keeps-aliases',
  'copy.leaves-primary': 'copy-changes-primary',
  'copy.leaves-etag': 'copy-changes-etag',
  'copy.caller-reference-used': 'caller-reference-reused',
  'copy.enabled-by-default': 'copy-is-disabled-by-default',
  'copy.unknown': 'distribution-copy-unknown-is-invalid',
  'get-config.agrees': 'distribution-config-has-own-etag',
  'get.unknown': 'distribution-get-unknown-is-invalid',
  'update.unknown': 'distribution-update-unknown-is-invalid',
  'delete.unknown': 'distribution-delete-unknown-is-invalid',
  'update.caller-reference': 'caller-reference-changed',
  'copy.separate': 'copy-shares-object',
  'staging.update': quietEtags,
  'policy-for-copy': refusing('CreateContinuousDeploymentPolicy', 'InvalidArgument'),
  'policy-id': { decide: ({ newId }) => ({ newId: (naming) => newId(naming).toUpperCase() }) },
  'attach.unknown': 'unknown-policy-attached',
  attach: 'policy-id-not-stored',
  'attach.new-etag': quietEtags,
  'attach.shows-on-staging': 'policy-id-not-on-staging',
  'attach.one-primary': 'policy-attached-twice',
  'attach.omitted': 'omitted-policy-id-detaches',
  'attach.no-http3': { decide: ({ protects }) => ({ protects: (what) => what !== 'http3' && protects(what) }) },
  'update.stale-if-match': unversioned('UpdateDistribution'),
  'update.requires-if-match': unversioned('UpdateDistribution'),
  detach: 'empty-policy-id-ignored',
  'promote.requires-if-match': 'promotion-without-if-match',
  'promote.primary-etag': 'promotion-needs-staging-etag-only',
  'promote.answer': 'promotion-answers-staging',
  'promote.both-etags': 'promotion-needs-one-etag',
  promote: refusing('UpdateDistributionWithStagingConfig', 'IllegalUpdate'),
  'promote.copies': 'promotion-forgets-comment',
  'promote.keeps': 'promotion-loses-aliases',
  'promote.keeps-identity': 'promotion-makes-staging',
  'promote.new-etag': 'promotion-keeps-etag',
  'promote.leaves-staging': 'promotion-changes-staging',
  'promote.disables-policy': 'promotion-leaves-policy-enabled',
  'delete.attached-policy': 'attached-policy-deleted',
  'staging.disable-in-use': 'staging-disabled-under-policy',
  'staging.aliases': 'staging-with-aliases',
  'delete.enabled': 'enabled-distribution-deleted',
  'delete.named-staging': 'staging-deleted-under-policy',
  'delete.detached-policy': 'empty-policy-id-ignored',
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
  'parts.accepted': 'distribution-error-pages-refused',
  'promote.unknown-staging': 'promotion-of-unknown-staging',
  'promote.unknown-primary': 'promotion-of-unknown-primary',
  'promote.altered-etag': 'promotion-compares-etags-by-beginning',
  'update.altered-if-match': 'distribution-update-if-match-begins-with-it',
  'copy.altered-if-match': 'distribution-copy-if-match-compared-but-for-one',
  'delete.altered-if-match': 'distribution-delete-if-match-begins-with-it',
  'get.odd-id': 'distribution-found-by-its-beginning',
  'promote.one-etag': 'promotion-with-one-etag',
  'promote.swapped-etags': 'promotion-with-etags-in-any-order',
  'copy.etag': 'copy-answers-etag-of-primary',
  'copy.own': 'copy-has-domain-of-primary',
  'create.location': 'location-arn',
  'last-modified.advances': 'promotion-keeps-time',
  'list.is-truncated': 'distribution-list-never-truncated',
  'list.agrees-with-get': 'distribution-list-domain-of-the-first',
  'list.odd-page': 'distribution-list-fails-on-odd-pages',
  'delete.disabled-primary': refusing('DeleteDistribution', 'ResourceInUse', ({ IfMatch }) => IfMatch !== undefined),
};

const LONGEST = 8;

describe("a rule of continuous deployment's own", () => {
  const ids = rulesOf(contract)
    .active.map(({ id }) => id)
    .filter((id) => id.startsWith('continuous-deployment.'));

  test.each(ids)('%s holds on the reference and finds its fault with at most eight calls', async (id) => {
    await expectPass(id);
    const findings = await expectFinding(id, FOUND_BY[id.replace('continuous-deployment.', '')] ?? 'none');
    for (const { steps } of findings) expect(steps.length).toBeLessThanOrEqual(LONGEST);
  });
});

describe('the workflow', () => {
  test('is made once for all of its rules, and leaves nothing behind', async () => {
    const reference = referenceWith();
    const { rules, requests } = await judge(reference, 'continuous-deployment.*', { phases: ['workflow'] });
    expect(rules.filter(({ status }) => status === 'pass').length).toBeGreaterThan(40);
    expect(requests).toBeLessThan(260);
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
