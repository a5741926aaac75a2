import { describe, expect, test } from 'vitest';
import { loadContract } from '../contracts/load.ts';
import type { Outcome } from '../core/outcome.ts';
import type { ActiveRule } from '../core/rule.ts';
import type { Call, Target } from '../core/target.ts';
import { syntheticSource } from '../provision/synthetic.ts';
import { createReference } from '../reference/reference.ts';
import type { ReferenceState } from '../reference/state.ts';
import { nameForm } from '../schema/names.ts';
import { handlerTarget } from '../targets/handler.ts';
import { openState } from './open.ts';
import { preflight } from './preflight.ts';
import { secondLook } from './second-look.ts';

const contract = loadContract();
const { GetContinuousDeploymentPolicy: read, ListContinuousDeploymentPolicies: list } = contract.operations;
const GET = read!.name;
const GET_CONFIG = 'GetContinuousDeploymentPolicyConfig';
const CREATE = 'CreateContinuousDeploymentPolicy';
const UPDATE = 'UpdateContinuousDeploymentPolicy';
const DELETE = 'DeleteContinuousDeploymentPolicy';
const COPY = 'CopyDistribution';

const PAGE = '<!doctype html><title>404 Not Found</title>';
const html = (status: number, text = PAGE): Outcome => ({
  kind: 'unreadable',
  status,
  headers: {},
  reason: `status ${status} with HTML`,
  exchange: {
    request: { method: 'GET', path: '/', headers: {}, body: new Uint8Array() },
    response: { status, headers: {}, body: new TextEncoder().encode(text) },
  },
  ms: 1,
});

/** What is found of some operations on the reference as somebody changes its answers. */
async function found(
  operations: string[],
  change: (call: Call, answer: () => Promise<Outcome>) => Promise<Outcome>,
): Promise<{ states: string[]; requests: number; state: ReferenceState }> {
  const { handle, state } = createReference({ contract });
  const inner = handlerTarget(contract, handle);
  const target: Target = { ...inner, call: (call) => change(call, () => inner.call(call)) };
  const run = openState(
    {
      contract,
      target,
      rules: { answer: [], active: [] as ActiveRule[] },
      names: syntheticSource((resource) => nameForm(contract, resource), 1),
      version: '',
      seed: 1,
      runs: 1,
      reproduce: () => '',
    },
    () => {},
  );
  const first = await preflight(contract, target, operations, 1);
  const results = await secondLook(run, first, 'edges');
  return { states: results.map((result) => result.state), requests: run.counts.requests, state };
}

const isUnknown = ({ input }: Call): boolean => String(input.Id ?? input.PrimaryDistributionId).startsWith('none-');

describe('what seems to be missing is asked again of something that was just created', () => {
  test('a wrong answer to an unknown id is no missing operation', async () => {
    const { states, state } = await found([GET, GET_CONFIG, UPDATE, DELETE, COPY], async (call, answer) =>
      isUnknown(call) ? html(404) : answer(),
    );
    expect(states).toEqual(Array(5).fill('implemented'));
    expect([state.policies.size, state.distributions.size]).toEqual([0, 0]);
  });

  test('what answers the same for what is there is missing', async () => {
    const lacking = [GET_CONFIG, COPY];
    const { states } = await found([GET, GET_CONFIG, COPY], async (call, answer) =>
      lacking.includes(call.operation) ? html(404) : answer(),
    );
    expect(states).toEqual(['implemented', 'missing', 'missing']);
  });

  test('a page about an error that is not implemented says that the operation is missing, and any other that it is broken', async () => {
    const answers = [html(500, '<pre>NotImplementedError: get_config</pre>'), html(500, '<pre>KeyError: Id</pre>')];
    for (const [index, answer] of answers.entries()) {
      const { states } = await found([GET_CONFIG], async (call, real) =>
        call.operation === GET_CONFIG ? answer : real(),
      );
      expect(states).toEqual([['missing'], ['unknown']][index]);
    }
  });

  test('a create that succeeds with a page, and tells of nothing that was made, is missing', async () => {
    const { states } = await found([GET, CREATE], async () => html(200));
    expect(states).toEqual(['missing', 'missing']);
  });

  test('a documented code says that it is there, in any envelope, and nothing is asked again', async () => {
    const { states, requests } = await found([GET], async () =>
      html(404, '{"__type":"com.amazonaws#NoSuchContinuousDeploymentPolicy"}'),
    );
    expect([states, requests]).toEqual([['implemented'], 0]);
  });

  test('nothing is sent where no answer is in doubt', async () => {
    const { requests } = await found([GET, list!.name, DELETE], async (_, answer) => answer());
    expect(requests).toBe(0);
  });
});
