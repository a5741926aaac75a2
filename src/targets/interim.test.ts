import { expect, test } from 'vitest';
import { interimFilter } from './interim.ts';

/** What comes through of chunks that answer one request. */
function passed(...chunks: string[]): string[] {
  const filter = interimFilter();
  filter.begin();
  return chunks.flatMap((chunk) => filter.pass(Buffer.from(chunk, 'latin1'))?.toString('latin1') ?? []);
}

const CONTINUE = 'HTTP/1.1 100 Continue\r\n\r\n';
const FINAL = 'HTTP/1.1 200 OK\r\n\r\nbody';

test.each([
  ['none', [FINAL], [FINAL]],
  ['one in the same chunk', [CONTINUE + FINAL], [FINAL]],
  ['one in a chunk of its own', [CONTINUE, FINAL], [FINAL]],
  ['two', [CONTINUE + CONTINUE, FINAL], [FINAL]],
  ['one of HTTP/1.0 with headers', ['HTTP/1.0 103 Early\r\nlink: </a>\r\n\r\n', FINAL], [FINAL]],
  ['one in pieces', [...CONTINUE, ...FINAL.slice(0, 10), FINAL.slice(10)], ['HTTP/1.1 2', FINAL.slice(10)]],
  ['a switch of protocols', ['HTTP/1.1 101 Switching\r\n\r\nbytes'], ['HTTP/1.1 101 Switching\r\n\r\nbytes']],
  ['no HTTP', ['hello'], ['hello']],
  ['one inside a body', [FINAL, CONTINUE], [FINAL, CONTINUE]],
])('interim answers are taken out: %s', (_, chunks, through) => {
  expect(passed(...chunks)).toEqual(through);
});

test('before a request, everything comes through', () => {
  expect(interimFilter().pass(Buffer.from(CONTINUE))?.toString()).toBe(CONTINUE);
});

test('what was held of one answer is no part of the next', () => {
  const filter = interimFilter();
  filter.begin();
  expect(filter.pass(Buffer.from('HTTP/1.1 100 Con'))).toBeNull();
  filter.begin();
  expect(filter.pass(Buffer.from(FINAL))?.toString()).toBe(FINAL);
});

test('a head without an end is waited for up to 16 KiB, and then passed on', () => {
  const begun = 'HTTP/1.1 100 '.padEnd(16 * 1024, 'x');
  const filter = interimFilter();
  filter.begin();
  expect(filter.pass(Buffer.from(begun))).toBeNull();
  expect(filter.pass(Buffer.from('x'))?.toString()).toBe(`${begun}x`);
});
