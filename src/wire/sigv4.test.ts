import { createHash, createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { sign } from './sigv4.ts';

const request = {
  method: 'POST',
  path: '/2031-01-01/tree?MaxItems=5&Marker=a%20b',
  headers: { 'content-type': 'application/xml' },
  body: new TextEncoder().encode('<é/>'),
};
const scope = { service: 'orchard', region: 'us-east-1', host: '127.0.0.1:4510' };

const hash = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex');
const hmac = (key: string | Buffer, data: string): Buffer => createHmac('sha256', key).update(data).digest();

/** Section by section as the signature's own description has it. */
function expectedSignature(date: string): string {
  const canonical = [
    'POST',
    '/2031-01-01/tree',
    'Marker=a%20b&MaxItems=5',
    'content-length:5',
    'content-type:application/xml',
    'host:127.0.0.1:4510',
    `x-amz-date:${date}`,
    '',
    'content-length;content-type;host;x-amz-date',
    hash(request.body),
  ].join('\n');
  const day = date.slice(0, 8);
  const key = ['us-east-1', 'orchard', 'aws4_request'].reduce(hmac, hmac('AWS4test', day));
  return hmac(key, `AWS4-HMAC-SHA256\n${date}\n${day}/us-east-1/orchard/aws4_request\n${hash(canonical)}`).toString(
    'hex',
  );
}

test('the signature is the one that the algorithm gives', () => {
  const { headers } = sign(request, scope);
  const date = headers['x-amz-date']!;
  expect(headers.authorization).toBe(
    `AWS4-HMAC-SHA256 Credential=test/${date.slice(0, 8)}/us-east-1/orchard/aws4_request, ` +
      `SignedHeaders=content-length;content-type;host;x-amz-date, Signature=${expectedSignature(date)}`,
  );
});

test('path and body stay as they are, and no header is made up', () => {
  const bare = { ...request, headers: {} };
  const signed = sign(bare, scope);
  expect(signed).toMatchObject({ path: bare.path, body: bare.body });
  expect(Object.keys(signed.headers).sort()).toEqual(['authorization', 'content-length', 'host', 'x-amz-date']);
});

test('a session token is a header of its own', () => {
  const credentials = { accessKeyId: 'a', secretAccessKey: 'b', sessionToken: 'c' };
  expect(sign(request, { ...scope, credentials }).headers).toMatchObject({ 'x-amz-security-token': 'c' });
});
