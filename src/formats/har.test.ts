import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { type Passed, passedIn, readHar, writeHar } from './har.ts';

const creator = { name: 'test', version: '1' };
const utf8 = (text: string) => Buffer.from(text);
const passed: Passed = {
  request: {
    method: 'POST',
    path: '/2020-05-31/distribution?WithTags',
    headers: { 'content-type': 'application/xml', 'if-match': 'E1' },
    body: utf8('<a>é</a>'),
  },
  response: { status: 201, headers: { etag: 'E2' }, body: utf8('<b/>') },
  began: Date.UTC(2026, 0, 2),
  took: 3,
};
const readAgain = (...all: Passed[]) => passedIn(writeHar(all, 'http://127.0.0.1:1', creator));

test('what is written is read again, byte for byte', () => {
  const bytes: Passed = { ...passed, response: { ...passed.response!, body: Buffer.from([0xff, 0x00]) } };
  expect(readAgain(passed)).toEqual({ passed: [passed] });
  expect(readAgain(bytes)).toEqual({ passed: [bytes] });
});

test('a request that was not answered has no answer', () => {
  const { response: _, ...unanswered } = passed;
  expect(readAgain(unanswered)).toEqual({ passed: [unanswered] });
});

test('an archive of another tool is read in the order of its requests, whatever it leaves out', () => {
  const entry = (startedDateTime: string, url: string) => ({
    startedDateTime,
    request: {
      method: 'GET',
      url,
      headers: [
        { name: ':authority', value: 'x' },
        { name: 'If-Match', value: 'E1' },
      ],
    },
    response: { status: 200 },
  });
  const later = entry('2026-01-01T00:00:02.000+02:00', 'https://cloudfront.amazonaws.com/later?a=b%20c');
  const first = entry('2026-01-01T00:00:01.000+02:00', 'https://cloudfront.amazonaws.com/first');
  const read = passedIn(`\ufeff${JSON.stringify({ log: { entries: [later, first] } })}`);
  const { passed: archive } = read as { passed: Passed[] };
  expect(archive.map(({ request: { path } }) => path)).toEqual(['/first', '/later?a=b%20c']);
  expect(archive[0]).toMatchObject({ request: { headers: { 'if-match': 'E1' } }, response: { status: 200 } });
});

test.each([
  ['no JSON', 'x', 'it is not JSON'],
  ['JSON of another kind', '[]', 'it must be an object'],
  ['an entry without a request', '{"log":{"entries":[{}]}}', 'log.entries.0 lacks request'],
  ['an entry without a URL', '{"log":{"entries":[{"request":{"method":"GET","url":"/x"}}]}}', 'entry 1 has no URL'],
])('%s is no archive', (_, text, problem) => {
  expect(passedIn(text)).toEqual({ problem });
});

/** How tools write the same exchange: what each adds, leaves out or writes in another way. */
const TOOLS: [tool: string, change: (entry: Written) => void][] = [
  [
    'Chrome DevTools',
    (entry) => {
      Object.assign(entry, {
        _initiator: { type: 'other' },
        _priority: 'High',
        _resourceType: 'fetch',
        connection: '443',
      });
      entry.request.httpVersion = entry.response.httpVersion = 'h2';
      entry.request.headers.push({ name: ':authority', value: 'cloudfront.amazonaws.com' });
      Object.assign(entry.response, { bodySize: -1, _transferSize: 500, _error: null });
    },
  ],
  [
    'Firefox',
    (entry) => {
      Object.assign(entry, { pageref: 'page_1', serverIPAddress: '127.0.0.1', _securityState: 'secure' });
      Object.assign(entry.request.postData, { params: [] });
      base64(entry.response.content);
    },
  ],
  [
    'Charles',
    (entry) => {
      Object.assign(entry, { _charlesStatus: 'COMPLETE', comment: null, cache: {}, serverIPAddress: null });
      Object.assign(entry.request, { _charlesNotes: null, bodySize: -1, headersSize: -1 });
      Object.assign(entry.response.content, { compression: null });
      base64(entry.response.content);
    },
  ],
  [
    'Fiddler',
    (entry) => {
      Object.assign(entry, { comment: '[#1]', connection: 'ClientPort:1', time: 3 });
      for (const one of entry.request.headers) one.name = one.name.toUpperCase();
      Object.assign(entry.request, { bodySize: -1, comment: '' });
      Object.assign(entry.response.content, { comment: '', mimeType: null });
    },
  ],
  [
    'Insomnia',
    (entry) => {
      entry.request.headersSize = entry.response.headersSize = -1;
      Object.assign(entry.request, { bodySize: -1, settingEncodeUrl: true });
      Object.assign(entry.request.postData, { params: null });
    },
  ],
  [
    'mitmproxy',
    (entry) => {
      Object.assign(entry.request.postData, { mimeType: '', params: [] });
      Object.assign(entry.response.content, { compression: 0 });
      Object.assign(entry, { timings: { connect: -1, ssl: -1, send: 0.5, receive: 0.5, wait: 2 } });
    },
  ],
  [
    'HTTP Toolkit, of a body that it takes for binary',
    ({ request }) => {
      const { text } = request.postData;
      Object.assign(request, { _content: { text: Buffer.from(text).toString('base64'), encoding: 'base64', size: 9 } });
      Object.assign(request, { postData: undefined, bodySize: undefined });
    },
  ],
  [
    'one that writes both bodies in Base64',
    (entry) => {
      base64(entry.request.postData);
      base64(entry.response.content);
    },
  ],
  [
    'one that unpacks what came compressed',
    ({ response }) => {
      response.headers.push({ name: 'Content-Encoding', value: 'gzip' });
      Object.assign(response.content, { compression: 30 });
    },
  ],
];

interface Text {
  text: string;
  encoding?: string;
}

/** One exchange as `writeHar` writes it. */
interface Written {
  request: { httpVersion: string; headers: { name: string; value: string }[]; headersSize: number; postData: Text };
  response: { httpVersion: string; headers: { name: string; value: string }[]; headersSize: number; content: Text };
}

function base64(body: Text): void {
  body.text = Buffer.from(body.text).toString('base64');
  body.encoding = 'base64';
}

function changed(change: (entry: Written) => void): string {
  const archive = JSON.parse(writeHar([passed], 'https://cloudfront.amazonaws.com', creator)) as {
    log: { entries: Written[] };
  };
  change(archive.log.entries[0]!);
  return JSON.stringify(archive);
}

test.each(TOOLS)('an exchange as %s writes it is read as it was', (_, change) => {
  expect(passedIn(changed(change))).toEqual({ passed: [passed] });
});

describe('what an archive leaves out is not taken for empty', () => {
  test.each<[string, (request: Record<string, unknown>) => void]>([
    ['no postData, with a size', (request) => delete request.postData],
    ['no postData and no size', (request) => Object.assign(request, { postData: undefined, bodySize: undefined })],
    ['no postData and an unknown size', (request) => Object.assign(request, { postData: null, bodySize: -1 })],
    ['an empty text, with a size', (request) => Object.assign(request, { postData: { text: '' } })],
    [
      'a length in the headers',
      (request) =>
        Object.assign(request, {
          ...{ postData: undefined, bodySize: 0 },
          headers: [{ name: 'CONTENT-LENGTH', value: '8' }],
        }),
    ],
  ])('the body of a request: %s', (_, change) => {
    const read = passedIn(changed(({ request }) => void change(request as never)));
    expect(read).toMatchObject({ passed: [{ lacks: 'request' }] });
  });

  test.each<[string, (response: Record<string, unknown>) => void]>([
    ['no text', (response) => Object.assign(response, { content: { size: 4, mimeType: '' } })],
    ['an empty text', (response) => Object.assign(response, { content: { size: 4, text: '' } })],
    ['no content', (response) => Object.assign(response, { content: undefined, bodySize: 4 })],
    ['no headers', (response) => Object.assign(response, { headers: [] })],
  ])('the body of an answer: %s', (_, change) => {
    const read = passedIn(changed(({ response }) => void change(response as never)));
    expect(read).toMatchObject({ passed: [{ lacks: 'answer' }] });
  });

  test('a request without a body is whole where the archive says that it has none', () => {
    const bare = { ...passed, request: { ...passed.request, body: new Uint8Array(0) } };
    expect(readAgain(bare)).toEqual({ passed: [{ ...bare, request: { ...bare.request, body: utf8('') } }] });
  });
});

test('what a browser opens by other schemes is passed over', () => {
  const archive = JSON.parse(writeHar([passed], 'https://cloudfront.amazonaws.com', creator)) as {
    log: { entries: object[] };
  };
  for (const url of ['blob:https://x.example/1', 'wss://x.example/', 'data:,x'])
    archive.log.entries.unshift({ request: { method: 'GET', url }, response: { status: 200 } });
  expect(passedIn(JSON.stringify(archive))).toEqual({ passed: [passed] });
});

describe('a file', () => {
  const archive = writeHar([passed], 'https://cloudfront.amazonaws.com', creator);
  const folder = mkdtempSync(join(tmpdir(), 'har-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const written = (bytes: string | Uint8Array): string => {
    const file = join(folder, 'a.har');
    writeFileSync(file, bytes);
    return file;
  };

  test.each<[string, string | Uint8Array]>([
    ['with a byte order mark', `\ufeff${archive}`],
    ['packed with gzip', gzipSync(archive)],
    ['packed with gzip, with a mark inside', gzipSync(`\ufeff${archive}`)],
    ['in UTF-16', Buffer.from(`\ufeff${archive}`, 'utf16le')],
  ])('%s is read', (_, bytes) => {
    expect(readHar(written(bytes))).toEqual([passed]);
  });

  test('that is packed and damaged is refused in one line', () => {
    expect(() => readHar(written(gzipSync(archive).subarray(0, 40)))).toThrow(/^[^\n]*can't be unpacked[^\n]*$/);
  });
});

test('a request whose target is no path is written as well', () => {
  const request = { method: 'OPTIONS', path: '*', headers: {}, body: new Uint8Array(0) };
  const text = writeHar([{ request, began: 0, took: 1 }], 'http://127.0.0.1:1', { name: 'a', version: '1' });
  expect(JSON.parse(text).log.entries[0].request.url).toBe('http://127.0.0.1:1/*');
});

describe('what other tools write', () => {
  const read = (request: object): Passed[] => {
    const entry = { request: { url: 'https://cloudfront.amazonaws.com/x', method: 'GET', ...request } };
    const found = passedIn(JSON.stringify({ log: { entries: [entry] } }));
    return 'passed' in found ? found.passed : [];
  };

  test('header values may be numbers or null, and methods in lower case', () => {
    const headers = [
      { name: 'Content-Length', value: 0 },
      { name: 'X-Empty', value: null },
    ];
    expect(read({ method: 'get', headers })[0]!.request).toMatchObject({
      method: 'GET',
      headers: { 'content-length': '0', 'x-empty': '' },
    });
  });

  test("a browser's preflight is no request of the client", () => {
    expect(read({ method: 'OPTIONS', headers: [{ name: 'Access-Control-Request-Method', value: 'PUT' }] })).toEqual([]);
    expect(read({ method: 'OPTIONS' })).toHaveLength(1);
  });
});
