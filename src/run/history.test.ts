import { expect, test } from 'vitest';
import { loadContract } from '../contracts/load.ts';
import type { JsonObject } from '../core/json.ts';
import type { Step } from '../core/test-context.ts';
import { createHistory } from './history.ts';

const contract = loadContract();

/** A call on a policy and its answer. */
function step(verb: 'Create' | 'Get' | 'Update' | 'Delete', input: JsonObject, accepted = true): Step {
  return {
    call: { operation: `${verb}ContinuousDeploymentPolicy`, input },
    outcome: accepted
      ? { kind: 'response', status: 200, headers: {}, output: { ContinuousDeploymentPolicy: { Id: 'P1' } }, ms: 1 }
      : { kind: 'refused', status: 412, headers: {}, error: { code: 'PreconditionFailed' }, ms: 1 },
  };
}

const create = step('Create', {});
const read = step('Get', { Id: 'P1' });

function historyOf(...steps: Step[]) {
  const history = createHistory(contract);
  for (const one of steps) history.follow(one);
  return history;
}

test('a read comes with the create of what it reads', () => {
  expect(historyOf(create, read).complete([read])).toEqual([create, read]);
});

test('an answer comes with the write that it was read after', () => {
  const first = step('Update', { Id: 'P1', IfMatch: '1' });
  const latest = step('Update', { Id: 'P1', IfMatch: '2' });
  expect(historyOf(create, first, latest, read).lead(read)).toEqual([create, latest, read]);
});

test('a write that was refused leads to nothing', () => {
  const refused = step('Update', { Id: 'P1', IfMatch: '0' }, false);
  expect(historyOf(create, refused, read).lead(read)).toEqual([create, read]);
});

test('a write of another resource leads to nothing', () => {
  const other = step('Delete', { Id: 'P2', IfMatch: '0' });
  expect(historyOf(create, other, read).lead(read)).toEqual([create, read]);
});

test('a listing comes with what made and last changed what it lists', () => {
  const list: Step = {
    call: { operation: 'ListContinuousDeploymentPolicies', input: {} },
    outcome: { kind: 'response', status: 200, headers: {}, output: { Items: [{ Id: 'P1' }] }, ms: 1 },
  };
  const update = step('Update', { Id: 'P1', IfMatch: '1' });
  expect(historyOf(create, list).lead(list)).toEqual([create, list]);
  expect(historyOf(create, update, list).lead(list)).toEqual([create, update, list]);
});

test('a refusal comes with the write that claimed the name', () => {
  const claim = step('Create', { Name: 'n' });
  const refused = step('Create', { Name: 'n' }, false);
  const history = createHistory(contract, (text) => text === 'n');
  for (const one of [claim, refused]) history.follow(one);
  expect(history.lead(refused)).toEqual([claim, refused]);
});

test('an accepted write does not lead to itself', () => {
  const update = step('Update', { Id: 'P1', IfMatch: '1' });
  expect(historyOf(create, update).lead(update)).toEqual([create, update]);
});
