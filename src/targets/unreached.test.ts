import { expect, test } from 'vitest';
import { isUnreached } from './unreached.ts';

test.each([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
  'EPROTO',
  'CERT_HAS_EXPIRED',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_SSL_WRONG_VERSION_NUMBER',
  'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE',
])('%s comes before anything is sent', (code) => expect(isUnreached({ code })).toBe(true));

test.each([
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_SOCKET',
  'EPROTONOSUPPORT',
])('%s may come after the request was sent', (code) => expect(isUnreached({ code })).toBe(false));

test.each([undefined, null, {}, { code: 7 }, 'ECONNREFUSED'])('%j says nothing', (error) => {
  expect(isUnreached(error)).toBe(false);
});
