import { gunzipSync } from 'node:zlib';
import type { HttpRequest, HttpResponse } from '../core/outcome.ts';
import { UsageError } from '../core/usage.ts';
import { formatOf, parsed } from './format.ts';
import { readBytes } from './read-text.ts';
import { amount, list, object, text } from './shapes.ts';
import { textOfBytes } from './text-of-bytes.ts';

/** One request and its answer, as HTTP Archive files hold them. */
export interface Passed {
  request: HttpRequest;
  /** Absent where no answer came. */
  response?: HttpResponse;
  /** Milliseconds since 1970 at which the request came. */
  began: number;
  /** Milliseconds until it was answered. */
  took: number;
  /** What there was, and is not whole in the archive. */
  lacks?: 'request' | 'answer';
}

interface Header {
  name: string;
  /** Some tools write numbers as such, and an empty value as null. */
  value?: string | number | boolean;
}

interface Body {
  text?: string;
  encoding?: string;
}

interface HarEntry {
  startedDateTime?: string;
  time?: number;
  request: { method: string; url: string; headers?: Header[]; bodySize?: number; postData?: Body; _content?: Body };
  response?: { status: number; headers?: Header[]; bodySize?: number; content?: Body & { size?: number } };
}

/** HTTP Archive 1.2 as text, one entry a line. `origin`: the URL before each path, without a slash at its end. `creator`: who writes it. */
export function writeHar(
  passed: readonly Passed[],
  origin: string,
  creator: { name: string; version: string },
): string {
  const entries = passed.map((one) => JSON.stringify(entryOf(one, origin)));
  const body = entries.length === 0 ? '' : `\n${entries.join(',\n')}\n`;
  return `{"log":{"version":"1.2","creator":${JSON.stringify(creator)},"entries":[${body}]}}\n`;
}

function entryOf({ request, response, began, took }: Passed, origin: string): object {
  const { method, path, headers, body } = request;
  const url = path.startsWith('/') ? `${origin}${path}` : `${origin}/${path}`;
  const sent = { method, url, httpVersion: 'HTTP/1.1', cookies: [], headers: listed(headers), headersSize: -1 };
  const queryString = [...new URL(url).searchParams].map(([name, value]) => ({ name, value }));
  const postData = { mimeType: headers['content-type'] ?? '', ...textOf(body) };
  return {
    startedDateTime: new Date(began).toISOString(),
    time: took,
    request: { ...sent, queryString, bodySize: body.length, ...(body.length > 0 ? { postData } : {}) },
    response: answerOf(response),
    cache: {},
    timings: { send: 0, wait: took, receive: 0 },
  };
}

/** An answer that never came has the status 0, as browsers write it. */
function answerOf(
  { status, headers, body }: HttpResponse = { status: 0, headers: {}, body: new Uint8Array(0) },
): object {
  return {
    status,
    statusText: '',
    httpVersion: 'HTTP/1.1',
    cookies: [],
    headers: listed(headers),
    content: { size: body.length, mimeType: headers['content-type'] ?? '', ...textOf(body) },
    redirectURL: '',
    headersSize: -1,
    bodySize: body.length,
  };
}

const listed = (headers: Record<string, string>): Header[] =>
  Object.entries(headers).map(([name, value]) => ({ name, value }));

function textOf(body: Uint8Array): { text: string; encoding?: 'base64' } {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body) };
  } catch {
    return { text: Buffer.from(body).toString('base64'), encoding: 'base64' };
  }
}

const MOST_BYTES = 512 * 1024 * 1024;
const REMEDY = 'give an HTTP Archive (HAR)';

const size = { type: 'number', minimum: -1 };
const body = object({ 'size?': size, 'text?': { type: 'string' }, 'encoding?': text(100) });
const plain = { anyOf: [text(100_000), { type: 'number' }, { type: 'boolean' }] };
const header = object({ name: text(200), 'value?': plain });
const message = { 'headers?': list(header) };
const ARCHIVE = formatOf<{ log: { entries: HarEntry[] } }>(
  object({
    log: object({
      entries: list(
        object({
          'startedDateTime?': text(100),
          'time?': { anyOf: [amount, { type: 'number', maximum: 0 }] },
          request: object({
            ...{ method: text(100), url: text(), ...message },
            ...{ 'bodySize?': size, 'postData?': body, '_content?': body },
          }),
          'response?': object({
            status: { type: 'integer', minimum: -1, maximum: 999 },
            ...{ ...message, 'bodySize?': size, 'content?': body },
          }),
        }),
        1_000_000,
      ),
    }),
  }),
);

/** Reads a HAR file, which may be packed with gzip. Throws a UsageError of one line where it is none. */
export function readHar(file: string): Passed[] {
  const read = passedIn(textOfBytes(unpacked(readBytes(file, MOST_BYTES, REMEDY), file), file));
  if ('problem' in read) throw new UsageError(`${file} is not an HTTP Archive (${read.problem})`);
  return read.passed;
}

function unpacked(bytes: Buffer, file: string): Buffer {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: MOST_BYTES });
  } catch (error) {
    throw new UsageError(`${file} can't be unpacked (${(error as NodeJS.ErrnoException).code}); ${REMEDY}`);
  }
}

/**
 * The entries of an HTTP Archive, whichever tool wrote it, in the order in which they were sent. What an archive leaves out is
 * empty.
 */
export function passedIn(archive: string): { passed: Passed[] } | { problem: string } {
  // Some tools begin their files with a byte order mark.
  const value = withoutNulls(parsed(archive.replace(/^\ufeff/, '')));
  if (value === undefined) return { problem: 'it is not JSON' };
  if (!ARCHIVE.fits(value)) return { problem: ARCHIVE.problem(value)! };
  const { entries } = value.log;
  const lost = entries.findIndex(({ request }) => !URL.canParse(request.url));
  if (lost >= 0) return { problem: `entry ${lost + 1} has no URL` };
  // A browser also writes down what it opens by other schemes, such as blob: and wss:.
  const ofHttp = entries.filter(({ request }) => /^https?:/i.test(request.url) && !isPreflight(request));
  return { passed: ofHttp.map(passedOf).sort((a, b) => a.began - b.began) };
}

/** Some tools write null where others leave a member out. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, held]) => (held === null ? [] : [[key, withoutNulls(held)]])),
  );
}

/** Whether it is the question of a browser whether it may send a request. */
const isPreflight = ({ method, headers = [] }: HarEntry['request']): boolean =>
  /^options$/i.test(method) && headers.some(({ name }) => name.toLowerCase() === 'access-control-request-method');

function passedOf({ startedDateTime = '', time = 0, request, response }: HarEntry): Passed {
  const { method, url, headers } = request;
  const { pathname, search } = new URL(url);
  const body = bytesOf(request.postData?.text ? request.postData : request._content);
  // Some tools write methods in lower case, whatever was sent.
  const sent = { method: method.toUpperCase(), path: pathname + search, headers: byName(headers), body };
  const timing = { began: Date.parse(startedDateTime) || 0, took: Math.max(0, time) };
  const lost = body.length === 0 && hadBody(request, sent.headers) ? { lacks: 'request' as const } : {};
  if (!response || response.status <= 0) return { request: sent, ...timing, ...lost };
  const { status, headers: answered, content, bodySize = 0 } = response;
  // An answer without any header is one whose headers were left out.
  const isCut = (!content?.text && (content?.size ?? bodySize) > 0) || !answered?.length;
  const cut = isCut ? { lacks: 'answer' as const } : {};
  const came = { status, headers: withoutCoding(byName(answered)), body: bytesOf(content) };
  return { request: sent, response: came, ...timing, ...cut, ...lost };
}

/** Whether a request had a body, or may have had one of which the archive says nothing. */
function hadBody({ method, bodySize = -1, postData }: HarEntry['request'], headers: Record<string, string>): boolean {
  const length = headers['content-length'];
  if (length !== undefined) return Number(length) > 0;
  if (bodySize >= 0) return bodySize > 0;
  return postData?.text === undefined && /^(?:POST|PUT|PATCH)$/i.test(method);
}

/** An archive holds texts as they were read, whatever coding they came in. */
const withoutCoding = ({ 'content-encoding': _, ...headers }: Record<string, string>): Record<string, string> =>
  headers;

/** Headers by their names in lower case, without the pseudo-headers of HTTP/2. */
const byName = (headers: Header[] = []): Record<string, string> =>
  Object.fromEntries(
    headers
      .filter(({ name }) => !name.startsWith(':'))
      .map(({ name, value = '' }) => [name.toLowerCase(), String(value)]),
  );

const bytesOf = ({ text = '', encoding = '' }: Body = {}): Uint8Array =>
  Buffer.from(text, /^base64$/i.test(encoding) ? 'base64' : 'utf8');
