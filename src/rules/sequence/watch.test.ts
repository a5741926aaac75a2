import { describe, expect, test } from 'vitest';
import { loadContract } from '../../contracts/load.ts';
import type { JsonObject } from '../../core/json.ts';
import type { Outcome } from '../../core/outcome.ts';
import type { Step } from '../../core/test-context.ts';
import { createClassifier } from '../../schema/classifier.ts';
import { createWatcher } from './watch.ts';

const contract = loadContract();
const classify = createClassifier(contract, { complete: true });

const configOf = (value = 'a', name = 'd111111abcdef8.cloudfront.net'): JsonObject => ({
  StagingDistributionDnsNames: { Quantity: 1, Items: [name] },
  Enabled: true,
  TrafficConfig: { SingleHeaderConfig: { Header: 'aws-cf-cd-a', Value: value }, Type: 'SingleHeader' },
});

const shown = (id: string, etag: string, config: JsonObject): JsonObject => ({
  ContinuousDeploymentPolicy: {
    Id: id,
    LastModifiedTime: '2024-01-01T00:00:00Z',
    ContinuousDeploymentPolicyConfig: config,
  },
  ETag: etag,
});
const success = (output: JsonObject, status = 200): Outcome => ({
  kind: 'response',
  status,
  headers: {},
  output,
  ms: 1,
});
const refusal = (status: number, code: string): Outcome => ({
  kind: 'refused',
  status,
  headers: {},
  error: { code },
  ms: 1,
});

const step = (operation: string, input: JsonObject, outcome: Outcome): Step => ({
  call: { operation: `${operation}ContinuousDeploymentPolicy`, input },
  outcome,
});
const create = (config = configOf(), got = config): Step =>
  step('Create', { ContinuousDeploymentPolicyConfig: config }, success(shown('P1', 'E1', got), 201));
const update = (ifMatch: string, config: JsonObject, outcome: Outcome): Step =>
  step('Update', { Id: 'P1', IfMatch: ifMatch, ContinuousDeploymentPolicyConfig: config }, outcome);
const read = (outcome: Outcome): Step => step('Get', { Id: 'P1' }, outcome);

/** The rules that the last of these calls breaks. */
function broken(...steps: Step[]): string[] {
  const watcher = createWatcher(contract, classify);
  return steps.map((one) => watcher.take(one).broken.map(({ rule }) => rule)).at(-1)!;
}

describe('a sequence', () => {
  const changed = configOf('b');
  const updated = success(shown('P1', 'E2', changed));

  test('that goes as the documentation says breaks nothing', () => {
    const calls = [create(), read(success(shown('P1', 'E1', configOf()))), update('E1', changed, updated)];
    expect(broken(...calls, read(updated))).toEqual([]);
    expect(broken(...calls, update('E1', configOf('c'), refusal(412, 'PreconditionFailed')))).toEqual([]);
  });

  test.each<[string, string, Step[]]>([
    [
      'a supported create refused',
      'sequence.accepts-supported',
      [step('Create', { ContinuousDeploymentPolicyConfig: configOf() }, refusal(400, 'InvalidArgument'))],
    ],
    ['another value in the answer', 'sequence.round-trip', [create(configOf(), configOf('x'))]],
    [
      'a value lost after the answer',
      'sequence.unchanged',
      [create(), update('E1', changed, updated), read(success(shown('P1', 'E2', configOf())))],
    ],
    [
      'a stale version accepted',
      'sequence.allowed-answer',
      [
        create(),
        update('E1', changed, updated),
        update('E1', configOf('c'), success(shown('P1', 'E3', configOf('c')))),
      ],
    ],
    ['another version in a read', 'sequence.unchanged', [create(), read(success(shown('P1', 'E9', configOf())))]],
    [
      'a deleted one read',
      'sequence.allowed-answer',
      [
        create(),
        step('Delete', { Id: 'P1', IfMatch: 'E1' }, success({}, 204)),
        read(success(shown('P1', 'E1', configOf()))),
      ],
    ],
    [
      'another time in a second read',
      'sequence.unchanged',
      [
        create(),
        read(success(shown('P1', 'E1', configOf()))),
        read(success({ ...shown('P1', 'E1', configOf()), Extra: 'a' })),
      ],
    ],
  ])('with %s breaks %s', (_, rule, steps) => {
    expect(broken(...steps)).toEqual([rule]);
  });

  test('accepts either answer to what no page speaks of, and holds what was accepted to its own answer', () => {
    const open = configOf('\u{1f9ea}');
    expect(broken(create(open))).toEqual([]);
    expect(broken(step('Create', { ContinuousDeploymentPolicyConfig: open }, refusal(400, 'InvalidArgument')))).toEqual(
      [],
    );
    expect(broken(create(open, configOf('?')))).toEqual(['sequence.round-trip']);
  });

  test('expects nothing of a name that is taken, or of a resource after a call whose bytes were changed', () => {
    const again = step(
      'Create',
      { ContinuousDeploymentPolicyConfig: configOf('b') },
      refusal(409, 'StagingDistributionInUse'),
    );
    expect(broken(create(), again)).toEqual([]);
    const odd = {
      ...update('E1', changed, updated),
      call: { ...update('E1', changed, updated).call, changed: true as const },
    };
    expect(broken(create(), odd, read(success(shown('P1', 'E7', configOf('z')))))).toEqual([]);
  });
});
