import type { HttpRequest, HttpResponse } from '../core/outcome.ts';

/** One request and its answer, as HTTP Archive files hold them. */
export interface Passed {
  request: HttpRequest;
  /** Absent where no answer came. */
  response?: HttpResponse;
  /** Milliseconds since 1970 at which the request came. */
  began: number;
  /** Milliseconds until it was answered. */
  took: number;
}

interface Header {
  name: string;
  value: string;
}

interface Entry {
  startedDateTime?: string;
  time?: number;
  request?: { method?: string; url?: string; headers?: Header[]; postData?: { text?: string; encoding?: string } };
  response?: { status?: number; headers?: Header[]; content?: { text?: string; encoding?: string } };
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
  const url = `${origin}${path}`;
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

/**
 * Reads the entries of an HTTP Archive, whoever wrote it, in the order in which they were sent. What an archive leaves out
 * is empty. Throws an error of one line where the text is none.
 */
export function readHar(text: string): Passed[] {
  let archive: { log?: { entries?: Entry[] } };
  try {
    // Some tools begin their files with a byte order mark.
    archive = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    throw new Error('it is not JSON');
  }
  const entries = archive?.log?.entries;
  if (!Array.isArray(entries)) throw new Error('it has no log.entries');
  return entries.map(passedOf).sort((a, b) => a.began - b.began);
}

function passedOf({ startedDateTime = '', time = 0, request = {}, response = {} }: Entry, index: number): Passed {
  const { method = 'GET', url = '', headers, postData } = request;
  if (!URL.canParse(url)) throw new Error(`entry ${index + 1} has no URL`);
  const { pathname, search } = new URL(url);
  const { status = 0, headers: answered, content } = response;
  const sent = { method, path: pathname + search, headers: byName(headers), body: bytesOf(postData) };
  const came = { status, headers: byName(answered), body: bytesOf(content) };
  return {
    request: sent,
    ...(status > 0 ? { response: came } : {}),
    began: Date.parse(startedDateTime) || 0,
    took: time,
  };
}

/** Headers by their names in lower case, without the pseudo-headers of HTTP/2. */
const byName = (headers: Header[] = []): Record<string, string> =>
  Object.fromEntries(
    headers.filter(({ name }) => !name.startsWith(':')).map(({ name, value }) => [name.toLowerCase(), value]),
  );

const bytesOf = ({ text = '', encoding }: { text?: string; encoding?: string } = {}): Uint8Array =>
  Buffer.from(text, encoding === 'base64' ? 'base64' : 'utf8');
