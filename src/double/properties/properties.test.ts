import fc from 'fast-check';
import { expect, test } from 'vitest';
import { conversation } from '../../api/double.ts';
import type { ConversationService } from '../converse.ts';
import type { WrapperFault } from './property.ts';

const LIST = '/2020-05-31/continuous-deployment-policy';

/** Asks for the list of policies, so many times, or until it is told something else than `again`. */
const asks =
  (times: number, again: (status: number) => boolean) =>
  async (_: number, { endpoint }: ConversationService<undefined>): Promise<string> => {
    let status = 0;
    for (let count = 0; count < times; count++) {
      status = (await fetch(`${endpoint}${LIST}`)).status;
      if (!again(status)) break;
    }
    if (status >= 400) throw new Error(`refused with ${status}`);
    return 'done';
  };

const faultOf = (property: fc.IAsyncProperty<unknown>) =>
  (async () =>
    (await fc.check(property as fc.IAsyncProperty<[number]>, { numRuns: 20, seed: 1 }))
      .errorInstance as WrapperFault | null)();

test('a failure is told in few lines, and a runner that looks at all of it finds no more', async () => {
  const { conforms } = conversation(
    asks(30, () => true),
    fc.constant(1),
  );
  const fault = (await conforms.predicate(1, []).catch((error: unknown) => error)) as WrapperFault;
  expect(fault.message.split('\n').length).toBeLessThan(25);
  expect(fault.message).toContain('… 22 requests …');
  expect(JSON.stringify(fault).length).toBeLessThan(5_000);
  expect(fault.transcript.double.turns).toHaveLength(30);
});

test.each([
  ['once more', 2],
  ['three times more', 4],
])('a read that was refused for good is not asked %s', async (_, times) => {
  const { retries } = conversation(
    asks(times, (status) => status === 403),
    fc.constant(1),
    { signed: false },
  );
  const fault = await faultOf(retries.property as fc.IAsyncProperty<unknown>);
  expect(fault?.message).toContain('it retries ListContinuousDeploymentPolicies after 403 AccessDenied');
});

test('what is throttled is asked again, and no fault', async () => {
  const throttled = (status: number): boolean => [400, 429, 503].includes(status);
  const { retries } = conversation(asks(3, throttled), fc.constant(1), { signed: false });
  expect(await faultOf(retries.property as fc.IAsyncProperty<unknown>)).toBeNull();
});
