import { expect, test } from 'vitest';
import { CAP, flatHeaders, readBody } from './body.ts';

/** A body of these chunks, and whether it was given up. */
function bodyOf(...sizes: number[]) {
  let given = 0;
  const state = {
    destroyed: false,
    given: () => given,
    destroy() {
      state.destroyed = true;
    },
    async *[Symbol.asyncIterator]() {
      for (const size of sizes) {
        given++;
        yield Buffer.alloc(size, given);
      }
    },
  };
  return state;
}

test.each([[[]], [[3]], [[1, 2]]])('a body of chunks of %j bytes is read whole', async (sizes) => {
  const read = await readBody(bodyOf(...sizes));
  expect([...read!]).toEqual(sizes.flatMap((size, index) => Array<number>(size).fill(index + 1)));
});

test('a body of just 1 MiB is read', async () => {
  const body = bodyOf(CAP - 1, 1);
  expect(await readBody(body)).toHaveLength(CAP);
  expect(body.destroyed).toBe(false);
});

test('of a longer one the rest is not read', async () => {
  const body = bodyOf(CAP, 1, 1);
  expect(await readBody(body)).toBeUndefined();
  expect(body.destroyed).toBe(true);
  expect(body.given()).toBe(2);
});

test('headers that came several times are one text, and those without a value are left out', () => {
  expect(flatHeaders({ a: 'x', b: ['y', 'z'], c: undefined })).toStrictEqual({ a: 'x', b: 'y, z' });
});
