import { expect, test } from 'vitest';
import { expectPass } from './support/judging.ts';
import { type Hollow, judgeHollow } from './support/vacuous.ts';
import { EXCEPTIONS } from './support/vacuous-exceptions.ts';

/** Some of the operations; all of them are in the proof of this name. */
test.each<[string, Hollow]>([
  ['UpdateContinuousDeploymentPolicy', 'always refuses'],
  ['DeleteContinuousDeploymentPolicy', 'empty success'],
  ['ListContinuousDeploymentPolicies', 'last success again'],
  ['CopyDistribution', 'always refuses'],
  ['UpdateDistributionWithStagingConfig', 'always refuses'],
  ['UpdateDistributionWithStagingConfig', 'last success again'],
])('no rule holds on a %s that %s', { timeout: 60_000 }, async (operation, how) => {
  const { vacuous, resting } = await judgeHollow(operation, how, EXCEPTIONS);
  expect(vacuous).toEqual([]);
  expect(resting.length).toBeGreaterThan(10);
});

/** Each demands a refusal, and by itself never sees its operation succeed. */
test.each([
  'continuous-deployment.promote.requires-if-match',
  'continuous-deployment.update.unknown',
  'continuous-deployment.copy.unknown',
  'lifecycle.update.unknown-id',
  'lifecycle.read.unknown-id',
])('%s holds by itself, since a control call succeeds', { timeout: 60_000 }, (id) => expectPass(id));

test('a rule whose operation never succeeds is not judged, and says so', async () => {
  const { resting } = await judgeHollow('CopyDistribution', 'always refuses', [], '*.copy.if-match');
  expect(resting).toMatchObject([
    { status: 'skip', reason: 'CopyDistribution never succeeded in this run, so its refusals prove nothing' },
  ]);
});
