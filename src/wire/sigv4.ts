import aws4 from 'aws4';
import type { HttpRequest } from '../core/outcome.ts';

export interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
}

/** What a signature is made for. `host` as in the Host header, with the port where there is one. */
export interface SigningScope {
  service: string;
  region: string;
  host: string;
  credentials?: Credentials;
}

/** Good for any implementation that does not check; they open nothing. */
export const DUMMY_CREDENTIALS: Credentials = { accessKeyId: 'test', secretAccessKey: 'test' };

/**
 * Signs a request with Signature Version 4 at the present time. The result has the headers `host`, `x-amz-date`,
 * `authorization`, with a session token `x-amz-security-token`, and with a body `content-length`; path and body stay as they are.
 */
export function sign(
  request: HttpRequest,
  { service, region, host, credentials = DUMMY_CREDENTIALS }: SigningScope,
): HttpRequest {
  const { method, path, body } = request;
  const datetime = datetimeOf(Math.floor(Date.now() / 1000));
  const added: Record<string, string> = { host, 'x-amz-date': datetime };
  if (body.length > 0) added['content-length'] = String(body.length);
  if (credentials.sessionToken !== undefined) added['x-amz-security-token'] = credentials.sessionToken;
  // An object that is spread and added to is slow from then on, for every reader.
  const headers: Record<string, string> = Object.assign({}, request.headers, added);
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.length);
  // Left to itself, aws4 would give a body without a content type one of its own.
  const signer = new aws4.RequestSigner(
    { service, region, method, path, headers, body: bytes, doNotModifyHeaders: true },
    credentials,
  );
  signer.datetime = datetime;
  headers.authorization = signer.authHeader();
  return { ...request, headers };
}

let latest = { second: Number.NaN, text: '' };

/** A time as ISO 8601's basic format, made once for all requests of a second. */
function datetimeOf(second: number): string {
  if (latest.second !== second)
    latest = { second, text: new Date(second * 1000).toISOString().replace(/[:-]|\.\d{3}/g, '') };
  return latest.text;
}
