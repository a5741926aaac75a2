import { expect, test } from 'vitest';
import { assertReach, isNear, reachOf } from './reach.ts';

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
  'app.localhost',
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
  'evillocalhost',
  'localhost.evil',
  '[::ffff:8.8.8.8]',
  'c2s.ic.gov.example.com',
  'amazonaws.eu.example.com',
])('%s is another machine', (host) => expect(reach(host)).toBe('remote'));

test.each([
  'cloudfront.amazonaws.com',
  'CLOUDFRONT.AMAZONAWS.COM.',
  'amazonaws.com',
  'cloudfront.cn-northwest-1.amazonaws.com.cn',
  'cloudfront.global.api.aws',
  'cloudfront.amazonaws.eu',
  'cloudfront.c2s.ic.gov',
  'cloudfront.sc2s.sgov.gov',
  'cloudfront.csp.hci.ic.gov',
  'cloudfront.cloud.adc-e.uk',
  'cloudfront.cn-north-1.api.amazonwebservices.com.cn',
  'cloudfront.api.amazonwebservices.eu',
  'cloudfront.api.aws.ic.gov',
  'cloudfront.api.aws.scloud',
])('%s is AWS', (host) => expect(reach(host)).toBe('aws'));

test('what is near is what is on this machine, or in this process', () => {
  expect([undefined, 'http://127.0.0.1:1', 'http://app.localhost/', 'http://[::ffff:127.0.0.1]/'].map(isNear)).toEqual([
    true,
    true,
    true,
    true,
  ]);
  expect(['http://evillocalhost/', 'https://example.com'].map(isNear)).toEqual([false, false]);
});

test('what is allowed to go far may also go near', () => {
  expect(() => assertReach(new URL('http://127.0.0.1'), 'aws')).not.toThrow();
  expect(() => assertReach(new URL('https://cloudfront.amazonaws.com'), 'aws')).not.toThrow();
});
