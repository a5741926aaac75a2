import { describe, expect, test } from 'vitest';
import type { RunEvent } from '../src/core/event.ts';
import type { Outcome } from '../src/core/outcome.ts';
import type { RunRecord } from '../src/core/run-record.ts';
import type { Target } from '../src/core/target.ts';
import { explanationOf, unexplained } from '../src/deviations/explanation.ts';
import { syntheticSource } from '../src/provision/synthetic.ts';
import type { Modification } from '../src/reference/modification.ts';
import { createReference } from '../src/reference/reference.ts';
import { refuse } from '../src/reference/refusal.ts';
import { around } from '../src/reference/wrapping.ts';
import { recordOf } from '../src/report/record.ts';
import { exitCodeOf } from '../src/report/verdict.ts';
import { rulesOf } from '../src/rules/index.ts';
import { run } from '../src/run/run.ts';
import { nameForm } from '../src/schema/names.ts';
import { handlerTarget } from '../src/targets/handler.ts';
import { contract } from './support/judging.ts';

const rules = rulesOf(contract);

/** What a whole run makes of the reference with modifications, and the ways that it took instead of the first. */
async function judged(
  modifications: Modification[],
  wrap: (target: Target) => Target = (target) => target,
  isChosen: (id: string) => boolean = () => true,
): Promise<{ record: RunRecord; ways: string[] }> {
  const target = wrap(handlerTarget(contract, createReference({ contract, modifications }).handle));
  const events: RunEvent[] = [];
  const chosen = { ...rules, active: rules.active.filter(({ id }) => isChosen(id)) };
  const names = syntheticSource((resource) => nameForm(contract, resource), 1);
  const how = { version: '', seed: 1, runs: 2, settle: 50, settleReads: 0, shrink: false, reproduce: () => '' };
  for await (const event of run({ contract, target, rules: chosen, names, ...how })) events.push(event);
  const ways = events.flatMap((event) => (event.type === 'prepared' ? [`${event.preparation}: ${event.way}`] : []));
  return { record: recordOf(events), ways };
}

const NO_ROUTE: Outcome = {
  kind: 'unreadable',
  status: 404,
  headers: {},
  reason: 'status 404 with an empty body',
  ms: 0,
};

const without =
  (...operations: string[]) =>
  (target: Target): Target => ({
    ...target,
    call: async (call) => (operations.includes(call.operation) ? NO_ROUTE : target.call(call)),
  });

const refusing = (operation: string, when: (input: Record<string, unknown>) => boolean): Modification => ({
  operate: around(
    [operation],
    (next) => (context, input) => (when(input) ? refuse('InvalidArgument', 'No.') : next(context, input)),
  ),
});

const skipped = ({ rules: all }: RunRecord): string[] =>
  all.filter(({ status, hindrance }) => status === 'skip' && hindrance?.kind !== 'option').map(({ id }) => id);
const failed = ({ rules: all }: RunRecord): string[] =>
  all.filter(({ status }) => status === 'fail').map(({ id }) => id);

describe('where the first way is closed, another one is taken', () => {
  test('without CopyDistribution, staging distributions are created as such: only rules on copies are not judged', async () => {
    const { record, ways } = await judged([], without('CopyDistribution'));
    expect(ways).toContain('a staging distribution: CreateDistribution with Staging true');
    expect(skipped(record).filter((id) => !/\.copy\b|^CopyDistributionRequest/.test(id))).toEqual([]);
    expect([exitCodeOf(record), failed(record)]).toEqual([0, []]);
  });

  test('a copy that does not show Staging costs no other rule its verdict', async () => {
    const unmarked: Modification = {
      decide: ({ copied }) => ({ copied: (...both) => ({ ...copied(...both), Staging: false }) }),
    };
    const { record } = await judged([unmarked]);
    expect(failed(record)).toContain('continuous-deployment.copy.makes-staging');
    expect(unexplained(record).map(({ id }) => id)).toEqual([]);
    expect(skipped(record).length).toBeLessThan(6);
  });

  test('without weights, policies by header serve: a refused weight is one finding', async () => {
    const { record, ways } = await judged(
      ['CreateContinuousDeploymentPolicy', 'UpdateContinuousDeploymentPolicy'].map((operation) =>
        refusing(operation, (input) => JSON.stringify(input).includes('"SingleWeightConfig"')),
      ),
    );
    expect(ways).toContain('a policy to attach: with a header');
    expect(failed(record)).toContain('continuous-deployment.policy-for-copy');
    expect(skipped(record).filter((id) => /^continuous-deployment\.(attach|promote|parts)/.test(id))).toEqual([]);
  });

  test('where no policy can be attached, promotions are judged all the same', async () => {
    const { record } = await judged([
      refusing('UpdateDistribution', (input) => /"ContinuousDeploymentPolicyId":"[^"]/.test(JSON.stringify(input))),
    ]);
    const promotions = record.rules.filter(({ id }) => /^continuous-deployment\.promote/.test(id));
    const silent = promotions.filter(({ status }) => status === 'skip').map(({ id }) => id);
    expect(silent).toEqual(['continuous-deployment.promote.disables-policy']);
    const rule = record.rules.find(({ id }) => id === silent[0])!;
    expect(explanationOf(record, rule)).toMatchObject({ kind: 'finding', rule: 'continuous-deployment.attach' });
  });
});

test.each<[string, RegExp]>([
  ['blanks inside a header value', /"Value":"[^"]* [^"]*"/],
  ['any but letters, digits and hyphens in a header value', /"Value":"[^"]*[^A-Za-z0-9"-]/],
  ['a header value of more than 64 characters', /"Value":"[^"]{65}/],
  ['a header of upper-case letters', /"Header":"[^"]*[A-Z]/],
])('what no page supports may be refused: %s', async (_, form) => {
  const operations = ['CreateContinuousDeploymentPolicy', 'UpdateContinuousDeploymentPolicy'];
  const { record } = await judged(
    operations.map((name) => refusing(name, (input) => form.test(JSON.stringify(input)))),
  );
  expect([exitCodeOf(record), failed(record), skipped(record)]).toEqual([0, [], []]);
});

describe('a refused value costs no rule its verdict but those about it', () => {
  test('a disabled policy can not be created', async () => {
    const { record, ways } = await judged([
      refusing('CreateContinuousDeploymentPolicy', (input) => JSON.stringify(input).includes('"Enabled":false')),
    ]);
    expect(ways).toContain('a ContinuousDeploymentPolicy: the smallest configuration, another Enabled');
    expect(failed(record)).toContain('lifecycle.create.accepts-supported');
    expect(failed(record).filter((id) => id.startsWith('wire.'))).toEqual([]);
    expect(skipped(record).length).toBeLessThan(10);
  });

  test('weights have two decimals at most', async () => {
    const fine = (input: Record<string, unknown>): boolean => /"Weight":0\.\d{3}/.test(JSON.stringify(input));
    const { record } = await judged([
      refusing('CreateContinuousDeploymentPolicy', fine),
      refusing('UpdateContinuousDeploymentPolicy', fine),
    ]);
    expect(failed(record)).toContain('lifecycle.update.accepts-supported');
    expect(failed(record).filter((id) => id.startsWith('wire.'))).toEqual([]);
    expect(skipped(record)).toEqual([]);
  });
});

test('a write whose response shows what nobody sent is a finding, whichever rule comes upon it', async () => {
  const filledIn: Modification = {
    decide: ({ kept }) => ({
      kept: (sent, before) => {
        const config = kept(sent, before);
        const text = JSON.stringify(config);
        const sticky = '$1,"SessionStickinessConfig":{"IdleTTL":300,"MaximumTTL":600}}';
        return JSON.parse(text.replace(/("SingleWeightConfig":\{"Weight":[\d.]+)\}/, sticky));
      },
    }),
  };
  const { record } = await judged([filledIn], undefined, (id) => /^lifecycle\.(read\.after|create\.echoes)/.test(id));
  expect(failed(record)).toContain('lifecycle.create.echoes');
  expect(unexplained(record)).toEqual([]);
});

test('where a target holds few resources, rules wait for each other', async () => {
  const { record } = await judged([{ decide: () => ({ quota: 8 }) }]);
  expect([exitCodeOf(record), skipped(record)]).toEqual([0, []]);
});

describe('an absent operation silences the rules about itself', () => {
  test('reading a configuration alone', async () => {
    const { record } = await judged([], without('GetContinuousDeploymentPolicyConfig', 'GetDistributionConfig'));
    expect(record.preflight.filter(({ state }) => state === 'missing').map(({ operation }) => operation)).toEqual([
      'GetContinuousDeploymentPolicyConfig',
      'GetDistributionConfig',
    ]);
    expect([exitCodeOf(record), failed(record)]).toEqual([0, []]);
    expect(skipped(record)).toEqual(['continuous-deployment.get-config.agrees']);
  });
});

test('an accepted promotion that must be refused is undone, so that what follows is judged', async () => {
  const careless: Modification = {
    decide: ({ precondition }) => ({
      precondition: (asked) =>
        asked.operation === 'UpdateDistributionWithStagingConfig' ? 'holds' : precondition(asked),
    }),
  };
  const { record } = await judged([careless]);
  expect(failed(record)).toContain('continuous-deployment.promote.requires-if-match');
  expect(skipped(record)).toEqual([]);
});
