import { expect, test } from 'vitest';
import type { HttpRequest } from '../core/outcome.ts';
import { sign } from './sigv4.ts';
import { signatureFault } from './sigv4-check.ts';

const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' };
const expected = { service: 'cloudfront', credentials };
const plain: HttpRequest = {
  method: 'POST',
  path: '/2020-05-31/distribution',
  headers: { 'content-type': 'application/xml' },
  body: new TextEncoder().encode('<A/>'),
};

const signed = (more: Partial<Parameters<typeof sign>[1]> = {}): HttpRequest =>
  sign(plain, { service: 'cloudfront', region: 'us-east-1', host: 'h', credentials, ...more });

/** A signed request whose Authorization header has another text in it. */
function changed(from: string | RegExp, to: string): HttpRequest {
  const request = signed();
  const authorization = request.headers.authorization!.replace(from, to);
  expect(authorization).not.toBe(request.headers.authorization);
  return { ...request, headers: { ...request.headers, authorization } };
}

test('a signature that fits has no fault, whatever the case of the header names', () => {
  expect(signatureFault(signed(), expected)).toBeUndefined();
  const { authorization, ...headers } = signed().headers;
  expect(
    signatureFault({ ...signed(), headers: { ...headers, Authorization: authorization! } }, expected),
  ).toBeUndefined();
});

test.each<[string, HttpRequest, RegExp]>([
  ['no signature', plain, /^no Authorization header$/],
  ['another scheme', { ...plain, headers: { authorization: 'Basic abc' } }, /^the scheme Basic$/],
  ['a scope without its end', changed('aws4_request', 'aws4'), /^the credential scope AKIDEXAMPLE\//],
  ['another service', signed({ service: 's3' }), /^a signature for s3$/],
  ['a host that is not signed', changed(';host', ''), /^a signature that leaves out the host$/],
  ['another key', signed({ credentials: { ...credentials, accessKeyId: 'AKIDOTHER' } }), /^a signature by AKIDOTHER$/],
  [
    'another secret',
    signed({ credentials: { ...credentials, secretAccessKey: 'other' } }),
    /^a signature that does not fit the request$/,
  ],
  ['another body', { ...signed(), body: new TextEncoder().encode('<B/>') }, /does not fit/],
  ['another path', { ...signed(), path: '/other' }, /does not fit/],
  ['another method', { ...signed(), method: 'PUT' }, /does not fit/],
])('%s is a fault', (_, request, fault) => {
  expect(signatureFault(request, expected)).toMatch(fault);
});

test('a date that is not that of the request is a fault, and so is none', () => {
  const request = signed();
  const at = (date: string): HttpRequest => ({ ...request, headers: { ...request.headers, 'x-amz-date': date } });
  expect(signatureFault(at('20000101T000000Z'), expected)).toMatch(
    /^a signature of \d{8} in a request of 20000101T000000Z$/,
  );
  expect(signatureFault(at(''), expected)).toMatch(/in a request of no date$/);
});

test('without credentials, and for another algorithm, the value is not looked at', () => {
  const other = changed(/Signature=.*/, 'Signature=0');
  expect(signatureFault(other, { service: 'cloudfront' })).toBeUndefined();
  expect(signatureFault(changed('AWS4-HMAC-SHA256', 'AWS4-ECDSA-P256-SHA256'), expected)).toBeUndefined();
  expect(signatureFault(other, expected)).toMatch(/does not fit/);
});

test('a signature in the query is left to others', () => {
  expect(signatureFault({ ...plain, path: '/a?X-Amz-Signature=0' }, expected)).toBeUndefined();
  expect(signatureFault({ ...plain, path: '/a?b&X-Amz-Signature=0' }, expected)).toBeUndefined();
  expect(signatureFault({ ...plain, path: '/X-Amz-Signature=0' }, expected)).toBe('no Authorization header');
});
