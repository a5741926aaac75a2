import { expect, test } from 'vitest';
import { loadContract } from '../contracts/load.ts';
import type { Call, Target } from '../core/target.ts';
import { readOnly } from './read-only.ts';

const contract = loadContract();

async function called(call: Call) {
  const sent: Call[] = [];
  const target: Target = {
    name: 'orchard',
    wire: true,
    async call(one) {
      sent.push(one);
      return { kind: 'response', status: 200, headers: {}, output: {}, ms: 1 };
    },
    close: async () => {},
  };
  const only = readOnly(contract, target);
  return { wire: only.wire, kind: (await only.call(call)).kind, sent: sent.length, outcome: await only.call(call) };
}

test.each(Object.entries(contract.operations).map(([name, { method }]) => [name, method] as const))(
  '%s (%s) is sent only if it reads',
  async (operation, method) => {
    const { kind, sent } = await called({ operation, input: {} });
    expect([kind, sent]).toEqual(method === 'GET' ? ['response', 1] : ['unsent', 0]);
  },
);

test('there are operations of both kinds', () => {
  const reads = Object.values(contract.operations).map(({ method }) => method === 'GET');
  expect(new Set(reads)).toEqual(new Set([true, false]));
});

test.each<[string, Call]>([
  ['whose bytes are changed', { operation: 'GetContinuousDeploymentPolicy', input: {}, wire: (request) => request }],
  ['of an operation that is not known', { operation: 'DropEverything', input: {} }],
])('a call %s is not sent, because of an option', async (_, call) => {
  expect(await called(call)).toMatchObject({ sent: 0, outcome: { kind: 'unsent', withheld: true } });
});

test('no bytes can be controlled', async () => {
  expect((await called({ operation: 'GetContinuousDeploymentPolicy', input: {} })).wire).toBe(false);
});
