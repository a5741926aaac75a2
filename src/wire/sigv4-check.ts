import aws4 from 'aws4';
import type { HttpRequest } from '../core/outcome.ts';
import type { Credentials } from './sigv4.ts';

/** What a signature is held against; without credentials its value is not looked at. */
export interface ExpectedSignature {
  service: string;
  credentials?: Credentials;
}

/** What is wrong with a request's Signature Version 4, in the Authorization header or the query; undefined for nothing. */
export function signatureFault(request: HttpRequest, { service, credentials }: ExpectedSignature): string | undefined {
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
  if (/[?&]X-Amz-Signature=/.test(request.path)) return undefined;
  const { authorization } = headers;
  if (authorization === undefined) return 'no Authorization header';
  if (!/^AWS4-/.test(authorization)) return `the scheme ${authorization.split(' ', 1)[0]}`;
  const field = (name: string): string => new RegExp(`${name}=([^,\\s]+)`).exec(authorization)?.[1] ?? '';
  const [key, date = '', region = '', named, end] = field('Credential').split('/');
  if (end !== 'aws4_request') return `the credential scope ${field('Credential')}`;
  if (named !== service) return `a signature for ${named}`;
  const signed = field('SignedHeaders').split(';');
  if (!signed.includes('host')) return 'a signature that leaves out the host';
  if (credentials === undefined || !authorization.startsWith('AWS4-HMAC-SHA256 ')) return undefined;
  if (key !== credentials.accessKeyId) return `a signature by ${key}`;
  const datetime = headers['x-amz-date'] ?? '';
  if (!datetime.startsWith(date)) return `a signature of ${date} in a request of ${datetime || 'no date'}`;
  const { method, path, body } = request;
  const signer = new aws4.RequestSigner(
    {
      service,
      region,
      method,
      path,
      headers: Object.fromEntries(signed.map((name) => [name, headers[name] ?? ''])),
      body: Buffer.from(body.buffer, body.byteOffset, body.length),
      doNotModifyHeaders: true,
    },
    credentials,
  );
  signer.datetime = datetime;
  return authorization.endsWith(signer.authHeader().split(' ').at(-1)!)
    ? undefined
    : 'a signature that does not fit the request';
}
