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

test.each([
  'Authorization',
  'proxy-authorization',
  'Cookie',
  'X-Amz-Security-Token',
  'x-api-key',
  'X-My-Password',
  'ClientSecret',
])('a header %s is never shown, in a request or in an answer', (name) => {
  const scrub = scrubber();
  const headers = { [name]: 'hidden', 'content-type': 'text/xml' };
  const shown = { [name]: 'REMOVED', 'content-type': 'text/xml' };
  expect(scrub.request({ ...sent, headers }).headers).toEqual(shown);
  expect(scrub.response({ status: 200, headers, body: new Uint8Array(0) }, sent).headers).toEqual(shown);
});

test('a header that somebody named is not shown, in any letters, and the request that is sent stays whole', () => {
  const request = { ...sent, headers: { 'X-Tree': 'oak', 'X-Bush': 'rose' } };
  expect(scrubber({ headers: ['x-tree'] }).request(request).headers).toEqual({ 'X-Tree': 'REMOVED', 'X-Bush': 'rose' });
  expect(request.headers['X-Tree']).toBe('oak');
});

test('of a signature its region and service stay, which a repetition needs', () => {
  const authorization = `AWS4-HMAC-SHA256 Credential=AKID/20240101/us-east-1/cloudfront/aws4_request, Signature=${'a'.repeat(64)}`;
  const { headers } = scrubber().request({ ...sent, headers: { authorization } });
  expect(headers.authorization).toBe('REMOVED/us-east-1/cloudfront');
});

test('a signature is taken out where a server repeats it', () => {
  const signature = 'ab'.repeat(32);
  const request = { ...sent, headers: { authorization: `AWS4-HMAC-SHA256 Signature=${signature}` } };
  const response = { status: 403, headers: {}, body: Buffer.from(`you sent ${signature}`) };
  expect(Buffer.from(scrubber().response(response, request).body).toString()).toBe('you sent REMOVED');
});

test.each([
  ['eight characters', 'password', true],
  ['seven that are a word', 'orchard', false],
  ['four with a digit', 'oak7', true],
  ['three with a digit', 'oa7', false],
  ['a short number', '2024', false],
])('a value of %s is%s taken out', (_, value, removed) => {
  expect(seen(scrubber({ values: [value] }), `before ${value} after`).includes('REMOVED')).toBe(removed);
});

test('bytes that are no text come through unchanged beside a secret', () => {
  const body = Buffer.concat([Buffer.from([0xff, 0xfe, 0x00]), Buffer.from(CANARY), Buffer.from([0x80])]);
  const clean = scrubber({ values: [CANARY] }).response({ status: 200, headers: {}, body }, sent).body;
  expect(Buffer.from(clean)).toEqual(
    Buffer.concat([Buffer.from([0xff, 0xfe, 0x00]), Buffer.from('REMOVED'), Buffer.from([0x80])]),
  );
});

test('what signs a URL is masked in its query; all else stays', () => {
  const path =
    '/2020-05-31/distribution?WithTags&X-Amz-Credential=canary%2F20260101&X-Amz-Security-Token=canary&MaxItems=1';
  const { path: clean } = scrubber().request({ method: 'GET', path, headers: {}, body: new Uint8Array(0) });
  expect(clean).toBe(
    '/2020-05-31/distribution?WithTags&X-Amz-Credential=REMOVED&X-Amz-Security-Token=REMOVED&MaxItems=1',
  );
});

test.each([
  ['a number', '12345'],
  ['a number with a fraction', '12.50'],
  ['a word', 'blue'],
  ['a word of seven letters', 'release'],
  ['a boolean', 'true'],
  ['three characters', 'a-1'],
])('%s stays in an answer, since it stands there for other reasons too', (_, value) => {
  expect(seen(scrubber({ values: [value] }), `a ${value} b`)).toContain(value);
});

test.each([
  ['a word with a digit', 'abc1'],
  ['two numbers', '12.5.3'],
  ['a number with a unit', '1234s'],
  ['eight digits', '12345678'],
  ['eight letters', 'password'],
  ['a longer word than a boolean', 'trueish1'],
])('%s is taken out of an answer', (_, value) => {
  expect(seen(scrubber({ values: [value] }), `a ${value} b`)).not.toContain(value);
});

test('a word is taken out where the name of its header says that it is secret', () => {
  const scrub = scrubber({ values: ['blue'], pairs: { 'X-Token': 'blue' } });
  expect(seen(scrub, 'a blue b')).toBe('a REMOVED b\na REMOVED b');
});

test('an empty value is no secret', () => {
  const scrub = scrubber({ pairs: { 'X-Key': '' } });
  expect(seen(scrub, 'x-key: open')).toBe('x-key: open\nx-key: open');
});

test('a short value is taken out of a header as well, after the name of its own', () => {
  const scrub = scrubber({ pairs: { 'X-Key': 'abc' } });
  expect(seen(scrub, 'X-Key: abc, abcd: abc').split('\n')[0]).toBe('X-Key: REMOVED, abcd: abc');
});

test('a value of eight characters is no short one: it is taken out wherever it stands', () => {
  const scrub = scrubber({ values: ['abcdefg1'], pairs: { 'X-Key': 'abcdefg1' } });
  expect(seen(scrub, 'elsewhere abcdefg1')).toBe('elsewhere REMOVED\nelsewhere REMOVED');
});

test('marks in a short value and in the name of its header stand for themselves', () => {
  const scrub = scrubber({ pairs: { 'X.Key': 'a.c' } });
  expect(seen(scrub, 'X.Key: a.c XaKey: abc').split('\n')[1]).toBe('X.Key: REMOVED XaKey: abc');
});

test('a request without secrets is the very same', () => {
  const request = { ...sent, path: '/a?b=c', headers: { a: 'b' } };
  expect(scrubber().request(request)).toBe(request);
});
