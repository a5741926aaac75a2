import { expect, test } from 'vitest';
import { loadContract } from '../contracts/load.ts';
import type { JsonObject } from '../core/json.ts';
import type { Outcome } from '../core/outcome.ts';
import type { Step, TestContext } from '../core/test-context.ts';
import { cleanup } from './cleanup.ts';

const contract = loadContract();

const success = (ETag: string): Outcome => ({
  kind: 'response',
  status: 200,
  headers: {},
  output: { ContinuousDeploymentPolicy: { Id: 'P1' }, ETag },
  ms: 1,
});

const step = (verb: string, input: JsonObject, etag: string): Step => ({
  call: { operation: `${verb}ContinuousDeploymentPolicy`, input },
  outcome: success(etag),
});

/** The deletes that clearing sends. */
async function cleared(...[made, ...seen]: [Step, ...Step[]]): Promise<JsonObject[]> {
  const left = cleanup(contract);
  left.follow(made);
  for (const one of seen) left.saw(one);
  const sent: JsonObject[] = [];
  const lane: Pick<TestContext, 'send'> = {
    async send(_, input) {
      sent.push(input);
      return success('');
    },
  };
  await left.clear(lane as TestContext);
  return sent;
}

test('what was created is deleted', async () => {
  expect(await cleared(step('Create', {}, 'E1'))).toEqual([{ Id: 'P1', IfMatch: 'E1' }]);
});

test('what another lane updated is deleted in the version that this gave it', async () => {
  const update = step('Update', { Id: 'P1' }, 'E2');
  expect(await cleared(step('Create', {}, 'E1'), update)).toEqual([{ Id: 'P1', IfMatch: 'E2' }]);
});

test('what another lane deleted is left alone', async () => {
  expect(await cleared(step('Create', {}, 'E1'), step('Delete', { Id: 'P1' }, ''))).toEqual([]);
});

test('what another lane created is for that one to delete', async () => {
  const other = step('Create', {}, 'E9');
  const left = cleanup(contract);
  left.saw(other);
  expect(await left.clear({} as TestContext)).toEqual([]);
});

test.each([
  ['a URL', 'https://cloudfront.amazonaws.com/2020-05-31/continuous-deployment-policy/P%2B1'],
  ['a path with a slash at its end', '/2020-05-31/continuous-deployment-policy/P%2B1/'],
  ['an id', 'P+1'],
])('what was created with an answer that cannot be read is found by %s in Location', async (_, location) => {
  const unreadable: Outcome = { kind: 'unreadable', status: 201, headers: { location, etag: 'E1' }, reason: '', ms: 1 };
  const made: Step = { call: { operation: 'CreateContinuousDeploymentPolicy', input: {} }, outcome: unreadable };
  expect(await cleared(made)).toEqual([{ Id: 'P+1', IfMatch: 'E1' }]);
  const updated: Step = {
    call: { operation: 'UpdateContinuousDeploymentPolicy', input: { Id: 'P+1' } },
    outcome: { ...unreadable, headers: { etag: 'E2' } },
  };
  expect(await cleared(made, updated)).toEqual([{ Id: 'P+1', IfMatch: 'E2' }]);
  const deleted: Step = {
    call: { operation: 'DeleteContinuousDeploymentPolicy', input: { Id: 'P+1' } },
    outcome: unreadable,
  };
  expect(await cleared(made, deleted)).toEqual([]);
});

test('what was refused with an answer that cannot be read was not created', async () => {
  const outcome: Outcome = { kind: 'unreadable', status: 409, headers: { location: '/P1' }, reason: '', ms: 1 };
  expect(await cleared({ call: { operation: 'CreateContinuousDeploymentPolicy', input: {} }, outcome })).toEqual([]);
});
