import { describe, expect, test } from 'vitest';
import { loadContract } from '../contracts/load.ts';
import { operationOf } from '../contracts/resource.ts';
import type { Reproducer, ReproducerCall, TextBinding } from '../core/reproducer.ts';
import { syntheticSource } from '../provision/synthetic.ts';
import { createReference } from '../reference/reference.ts';
import { rulesOf } from '../rules/index.ts';
import { nameForm } from '../schema/names.ts';
import { handlerTarget } from '../targets/handler.ts';
import { reproduceAlone } from './reproduce.ts';
import { trespassOf } from './trespass.ts';

const contract = loadContract();
const policy = contract.resources.ContinuousDeploymentPolicy!;
const ID = '3e90f53f-703d-4052-a96e-53001ed0f701';
const CONFIG = {
  StagingDistributionDnsNames: { Quantity: 1, Items: ['dtheirs0000000.cloudfront.net'] },
  Enabled: false,
};
const create: ReproducerCall = {
  operation: operationOf(policy, 'create'),
  input: { ContinuousDeploymentPolicyConfig: CONFIG },
};
const read: ReproducerCall = { operation: operationOf(policy, 'read'), input: { Id: ID } };
const remove = (Id: string): ReproducerCall => ({
  operation: operationOf(policy, 'delete'),
  input: { Id, IfMatch: '~etag~' },
});
const raw = (method: string, path: string, headers = {}): ReproducerCall => ({
  ...read,
  bytes: { method, path, headers, body: {} },
});
const PATH = '/2020-05-31/continuous-deployment-policy';
const idOf = (call: number, more = {}): TextBinding => ({
  text: ID,
  call,
  path: ['ContinuousDeploymentPolicy', 'Id'],
  ...more,
});

const reproducer = (calls: ReproducerCall[], bindings: TextBinding[] = []): Reproducer => ({
  rule: 'answer.documented-status',
  operation: operationOf(policy, 'delete'),
  phase: 'edges',
  seed: 1,
  runs: 1,
  calls,
  bindings,
  outcomes: calls.map(() => '200'),
});

describe('a reproducer that writes', () => {
  test.each<[string, Reproducer]>([
    ['to a literal id', reproducer([remove(ID)])],
    ['to what it read', reproducer([read, remove(ID)], [idOf(0)])],
    [
      'to what is listed',
      reproducer(
        [{ operation: operationOf(policy, 'list')!, input: {} }, remove(ID)],
        [
          {
            text: ID,
            call: 0,
            path: ['ContinuousDeploymentPolicyList', 'Items', 0, 'ContinuousDeploymentPolicy', 'Id'],
          },
        ],
      ),
    ],
    ['to what a later call creates', reproducer([remove(ID), create], [idOf(1)])],
    [
      'to a text that a create repeats',
      reproducer(
        [create, remove(ID)],
        [
          {
            text: ID,
            call: 0,
            path: [
              'ContinuousDeploymentPolicy',
              'ContinuousDeploymentPolicyConfig',
              'StagingDistributionDnsNames',
              'Items',
              0,
            ],
          },
        ],
      ),
    ],
    ['by its bytes, whatever its operation', reproducer([raw('DELETE', `${PATH}/${ID}`)])],
    [
      'by its bytes in other letters',
      reproducer([raw('put', `${PATH}/%33e90f53f-703d-4052-a96e-53001ed0f701/config`)]),
    ],
    ['by a header', reproducer([raw('POST', `${PATH}/${ID}`, { 'X-HTTP-Method-Override': 'DELETE' })])],
  ])('%s is not made again', (_, one) => {
    expect(trespassOf(contract, one)).toMatch(/would change or delete .*, which these calls did not create/);
  });

  test.each<[string, Reproducer]>([
    ['reads a literal id', reproducer([read, raw('GET', `${PATH}/${ID}`)])],
    ['deletes what it created', reproducer([create, remove(ID)], [idOf(0)])],
    ['deletes by its bytes what it created', reproducer([create, raw('DELETE', `${PATH}/${ID}`)], [idOf(0)])],
    ['deletes an unknown id', reproducer([create, remove(ID)], [idOf(0, { made: { similar: 5 } })])],
    ['deletes what is new each time', reproducer([remove(ID)], [{ text: ID, unique: true }])],
  ])('%s may be made again', (_, one) => {
    expect(trespassOf(contract, one)).toBeUndefined();
  });

  test('of an operation that is not known is not made again', () => {
    expect(trespassOf(contract, reproducer([{ operation: 'DropEverything', input: {} }]))).toMatch(
      /mentions DropEverything/,
    );
  });
});

test('the id that a failed create leaves open is never sent as it stands in a token', async () => {
  const reference = createReference({ contract });
  const target = handlerTarget(contract, reference.handle);
  await target.call(create);
  const [theirs] = [...reference.state.policies.values()];
  const broken: ReproducerCall = {
    operation: operationOf(policy, 'create'),
    input: { ContinuousDeploymentPolicyConfig: { Enabled: false } },
  };
  const { id, etag } = theirs! as unknown as { id: string; etag: string };
  const hostile = reproducer(
    [broken, { operation: operationOf(policy, 'delete'), input: { Id: id, IfMatch: etag } }],
    [{ ...idOf(0), text: id }],
  );
  const names = syntheticSource((kind) => nameForm(contract, kind), 1);
  const { verdict } = await reproduceAlone({ contract, target, rules: rulesOf(contract), names }, hostile);
  expect([verdict, reference.state.policies.size]).toEqual(['CANNOT TELL', 1]);
});
