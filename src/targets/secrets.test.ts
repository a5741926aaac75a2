import { expect, test } from 'vitest';
import { scrubber } from './secrets.ts';

const CANARY = 'canary&Secret/Canary+Secret"0';
const sent = { method: 'GET', path: '/', headers: {}, body: new Uint8Array(0) };
const seen = (scrub: ReturnType<typeof scrubber>, text: string): string => {
  const response = { status: 200, headers: { 'x-echo': text.replaceAll('\n', ' ') }, body: Buffer.from(text) };
  const { headers, body } = scrub.response(response, sent);
  return `${headers['x-echo']}\n${Buffer.from(body).toString()}`;
};

test.each([
  ['as it is', CANARY],
  ['percent-encoded', encodeURIComponent(CANARY)],
  ['base64', Buffer.from(CANARY).toString('base64')],
  ['base64 of more than it', Buffer.from(`user:${CANARY}, and more`).toString('base64')],
  ['base64 for URLs', Buffer.from(`a${CANARY}`).toString('base64url')],
  ['hexadecimal', Buffer.from(CANARY).toString('hex')],
  ['JSON', JSON.stringify({ key: CANARY })],
  ['XML', CANARY.replaceAll('&', '&amp;').replaceAll('"', '&quot;')],
])('a secret is taken out where it is repeated %s', (_, text) => {
  const scrub = scrubber({ values: [CANARY] });
  expect(seen(scrub, `before ${text} after`)).toContain('REMOVED');
  expect(seen(scrub, `before ${text} after`)).not.toContain(text.replaceAll('\n', ' '));
});

test('a short header value is taken out after the name of its header, and stays elsewhere', () => {
  const scrub = scrubber({ headers: ['X-Key'], values: ['true'], pairs: { 'X-Key': 'true' } });
  expect(seen(scrub, '{"x-key":"true"} X-Key: true <Enabled>true</Enabled>').split('\n')[1]).toBe(
    '{"x-key":"REMOVED"} X-Key: REMOVED <Enabled>true</Enabled>',
  );
});

test('what holds no secret is the very same', () => {
  const scrub = scrubber({ values: [CANARY], pairs: { 'X-Key': 'abc' } });
  const response = { status: 200, headers: { a: 'b' }, body: Buffer.from('<A/>') };
  expect(scrub.response(response, sent)).toBe(response);
});
