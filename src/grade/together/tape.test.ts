import { expect, test } from 'vitest';
import type { HttpRequest, HttpResponse } from '../../core/outcome.ts';
import type { Handler } from '../../core/target.ts';
import { answersAlike, taping } from './tape.ts';

const request = (path: string): HttpRequest => ({ method: 'GET', path, headers: {}, body: new Uint8Array() });
const answer = (text: string): HttpResponse => ({ status: 200, headers: {}, body: new TextEncoder().encode(text) });

/** Answers with the number of requests so far; from one of them on by one too many. */
const counting = (from = Number.POSITIVE_INFINITY): Handler => {
  let count = 0;
  return async () => answer(String(++count >= from ? count + 1 : count));
};

const taped = async (count: number, restartAfter?: number) => {
  const { tape, listen } = taping();
  let handler = listen(counting());
  for (let number = 1; number <= count; number++) {
    await handler(request(`/${number}`));
    if (number === restartAfter) handler = listen(counting());
  }
  return tape;
};

test('two servers that differ in nothing answer a tape alike', async () => {
  expect(await answersAlike(await taped(3), () => [counting(), counting()])).toBe(true);
});

test('two servers differ where one answer does', async () => {
  const tape = await taped(3);
  expect(await answersAlike(tape, () => [counting(), counting(3)])).toBe(false);
  expect(await answersAlike(tape, () => [counting(), counting(4)])).toBe(true);
});

test('a restart is on the tape, and both servers begin anew', async () => {
  const tape = await taped(4, 2);
  expect(tape.filter((entry) => entry === 'restart')).toHaveLength(1);
  expect(await answersAlike(tape, () => [counting(), counting(3)])).toBe(true);
});

test('requests that were under way together are so again', async () => {
  const { tape, listen } = taping();
  const meeting = (least: number): Handler => {
    let inside = 0;
    let most = 0;
    return async () => {
      most = Math.max(most, ++inside);
      await new Promise((resolve) => setTimeout(resolve, 5));
      inside--;
      return answer(String(most >= least));
    };
  };
  const handler = listen(meeting(2));
  await Promise.all([handler(request('/1')), handler(request('/2'))]);
  expect(await answersAlike(tape, () => [meeting(2), meeting(9)])).toBe(false);
  const alone = await taped(2);
  expect(await answersAlike(alone, () => [meeting(2), meeting(9)])).toBe(true);
});

test('a handler that throws answers nothing, and two that do are alike', async () => {
  const failing: Handler = async () => {
    throw new Error('no');
  };
  const tape = await taped(1);
  expect(await answersAlike(tape, () => [failing, failing])).toBe(true);
  expect(await answersAlike(tape, () => [failing, counting()])).toBe(false);
});
