import { expect, test } from 'vitest';
import { assertReach, reachOf } from './reach.ts';

const reach = (host: string): string => reachOf(new URL(`http://${host}/`));

test.each([
  'localhost',
  'a.localhost',
  'LOCALHOST.',
  '127.0.0.1',
  '127.1.2.3',
  '0x7f.1',
  '[::1]',
  '[::ffff:127.0.0.1]',
])('%s is this machine', (host) => expect(reach(host)).toBe('loopback'));

test.each([
  'example.com',
  '10.0.0.1',
  '0.0.0.0',
  '127.0.0.1.example.com',
  'localhost.example.com',
  'amazonaws.com.example.com',
  'notamazonaws.com',
  '[2001:db8::1]',
])('%s is another machine', (host) => expect(reach(host)).toBe('remote'));

test.each([
  'cloudfront.amazonaws.com',
  'CLOUDFRONT.AMAZONAWS.COM.',
  'amazonaws.com',
  'cloudfront.cn-northwest-1.amazonaws.com.cn',
  'cloudfront.global.api.aws',
])('%s is AWS', (host) => expect(reach(host)).toBe('aws'));

test('what is allowed to go far may also go near', () => {
  expect(() => assertReach(new URL('http://127.0.0.1'), 'aws')).not.toThrow();
  expect(() => assertReach(new URL('https://cloudfront.amazonaws.com'), 'aws')).not.toThrow();
});
