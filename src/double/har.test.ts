import { expect, test } from 'vitest';
import { type Passed, readHar, writeHar } from './har.ts';

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
const read = readHar(writeHar([passed], 'http://127.0.0.1:1', creator));

test('what is written is read again, byte for byte', () => {
  const bytes: Passed = { ...passed, response: { ...passed.response!, body: Buffer.from([0xff, 0x00]) } };
  expect(read).toEqual([passed]);
  expect(readHar(writeHar([bytes], 'http://127.0.0.1:1', creator))).toEqual([bytes]);
});

test('a request that was not answered has no answer', () => {
  const { response: _, ...unanswered } = passed;
  expect(readHar(writeHar([unanswered], 'http://127.0.0.1:1', creator))).toEqual([unanswered]);
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
  const archive = readHar(`\ufeff${JSON.stringify({ log: { entries: [later, first] } })}`);
  expect(archive.map(({ request: { path } }) => path)).toEqual(['/first', '/later?a=b%20c']);
  expect(archive[0]).toMatchObject({ request: { headers: { 'if-match': 'E1' } }, response: { status: 200 } });
});

test.each([
  ['no JSON', 'x', 'it is not JSON'],
  ['JSON of another kind', '[]', 'it has no log.entries'],
  ['an entry without a URL', '{"log":{"entries":[{}]}}', 'entry 1 has no URL'],
])('%s is no archive', (_, text, message) => {
  expect(() => readHar(text)).toThrow(message);
});
