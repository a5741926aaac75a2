import { describe, expect, test } from 'vitest';
import { loadContract } from '../contracts/load.ts';
import type { RecordedExchange } from '../core/cassette.ts';
import type { Outcome } from '../core/outcome.ts';
import type { Call, Target } from '../core/target.ts';
import { createReference } from '../reference/reference.ts';
import { handlerTarget } from '../targets/handler.ts';
import { createAnonymiser } from './anonymiser.ts';
import { NOT_HELD, recording, replaying } from './cassette.ts';

const contract = loadContract();

const read = (Id: string): Call => ({ operation: 'GetContinuousDeploymentPolicy', input: { Id } });
const remove = (Id: string): Call => ({ operation: 'DeleteContinuousDeploymentPolicy', input: { Id, IfMatch: 'E' } });

/** An exchange whose answer is a refusal with a code that tells it from others. */
const exchange = (call: Call, code: string, order: [number, number], at = order[1]): RecordedExchange => ({
  operation: call.operation,
  input: call.input,
  outcome: { kind: 'refused', status: 404, headers: {}, error: { code } } as unknown as NonNullable<
    RecordedExchange['outcome']
  >,
  order,
  time: [at, 1],
});

const codeOf = (outcome: Outcome): string => (outcome.kind === 'refused' ? outcome.error.code : outcome.kind);

const playing = (...exchanges: RecordedExchange[]): Target => replaying(contract, 'tape', { wire: true, exchanges });

describe('replaying', () => {
  test('a call that the recording does not hold is withheld', async () => {
    expect(await playing().call(read('p1'))).toEqual({ kind: 'lost', withheld: true, reason: NOT_HELD, ms: 0 });
  });

  test('the same read is answered in the order of then, and the last time again', async () => {
    const target = playing(exchange(read('p'), 'A', [1, 2]), exchange(read('p'), 'B', [3, 4]));
    const codes = [];
    for (let i = 0; i < 3; i++) codes.push(codeOf(await target.call(read('p'))));
    expect(codes).toEqual(['A', 'B', 'B']);
  });

  test('a write is answered no more often than then', async () => {
    const target = playing(exchange(remove('p'), 'A', [1, 2]));
    expect(codeOf(await target.call(remove('p')))).toBe('A');
    expect(codeOf(await target.call(remove('p')))).toBe('lost');
  });

  test('after a write, a read is answered as it was after that write', async () => {
    const target = playing(
      exchange(read('p'), 'before', [1, 2]),
      exchange(remove('p'), 'write', [3, 4]),
      exchange(read('p'), 'after', [5, 6]),
    );
    expect(codeOf(await target.call(remove('p')))).toBe('write');
    expect(codeOf(await target.call(read('p')))).toBe('after');
  });

  test('calls side by side are answered in the order of then', async () => {
    const target = playing(exchange(remove('a'), 'A', [1, 4]), exchange(remove('b'), 'B', [2, 3]));
    const order: string[] = [];
    await Promise.all([remove('a'), remove('b')].map(async (call) => order.push(codeOf(await target.call(call)))));
    expect(order).toEqual(['B', 'A']);
  });

  test('time is that of the recording, and waiting takes none of ours', async () => {
    const target = playing(exchange(remove('p'), 'A', [1, 2], 5_000));
    await target.call(remove('p'));
    expect(target.tape).toMatchObject({ virtual: true });
    expect(target.tape!.now()).toBe(5_000);
    await target.tape!.wait(60_000);
    expect(target.tape!.now()).toBe(65_000);
  });

  test('a closed recording answers nothing more', async () => {
    const target = playing(exchange(remove('p'), 'A', [1, 2]));
    let answered = false;
    void target.call(remove('p')).then(() => (answered = true));
    await target.close();
    await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
    expect(answered).toBe(false);
  });
});

describe('recording', () => {
  const config = {
    StagingDistributionDnsNames: { Quantity: 1, Items: ['d111111abcdef8.cloudfront.net'] },
    Enabled: false,
    TrafficConfig: { Type: 'SingleWeight', SingleWeightConfig: { Weight: 0.1 } },
  };
  const create: Call = {
    operation: 'CreateContinuousDeploymentPolicy',
    input: { ContinuousDeploymentPolicyConfig: config },
  };

  /** A recorded target, what reached the target, and what was written. */
  function recorded() {
    const exchanges: RecordedExchange[] = [];
    const reached: Call[] = [];
    const inner = handlerTarget(contract, createReference({ contract }).handle);
    const target = recording(
      contract,
      {
        ...inner,
        call(call) {
          reached.push(call);
          return inner.call(call);
        },
      },
      createAnonymiser(contract, Date.now()),
      (one) => exchanges.push(one),
    );
    return { target, exchanges, reached };
  }

  const idOf = (outcome: Outcome): string => {
    const { ContinuousDeploymentPolicy: policy } = (outcome as Extract<Outcome, { kind: 'response' }>).output;
    return (policy as { Id: string }).Id;
  };

  test('the run sees a stand-in, and the target its own id', async () => {
    const { target, reached, exchanges } = recorded();
    const standIn = idOf(await target.call(create));
    const outcome = await target.call(read(standIn));
    expect(outcome).toMatchObject({ kind: 'response', status: 200 });
    expect(idOf(outcome)).toBe(standIn);
    const id = reached[1]!.input.Id as string;
    expect(id).not.toBe(standIn);
    expect(JSON.stringify(exchanges)).not.toContain(id);
  });

  test('changed bytes reach the target with its own ids too', async () => {
    const { target, reached } = recorded();
    const standIn = idOf(await target.call(create));
    const seen: string[] = [];
    const wire: Call['wire'] = (request) => {
      seen.push(request.path);
      return request;
    };
    expect(await target.call({ ...read(standIn), wire })).toMatchObject({ status: 200 });
    expect(seen[0]).toContain(standIn);
    expect(reached[1]!.wire).toBeDefined();
  });

  test('a recording played again tells what the run was told, and in its order', async () => {
    const { target, exchanges } = recorded();
    const made = await target.call(create);
    const found = await target.call(read(idOf(made)));
    expect(exchanges.map(({ order }) => order)).toEqual([
      [1, 2],
      [3, 4],
    ]);
    const again = replaying(contract, 'tape', { wire: target.wire, exchanges });
    expect(await again.call(create)).toEqual(made);
    expect(await again.call(read(idOf(made)))).toEqual(found);
  });

  test('time is that of the last answer, and the order of calls is not ours', async () => {
    const { target, exchanges } = recorded();
    expect(target.inProcess).toBe(false);
    expect(target.tape!.now()).toBe(0);
    await target.call(create);
    expect(target.tape!.now()).toBe(exchanges[0]!.time[0]);
    expect(target.tape!.virtual).toBe(false);
  });
});
