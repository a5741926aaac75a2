import { expect, test } from 'vitest';
import { type Passed, passedIn, writeHar } from './har.ts';

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
  ['JSON of another kind', '[]', 'it must be object'],
  ['an entry without a request', '{"log":{"entries":[{}]}}', "log.entries.0 must have required property 'request'"],
  [
    'an entry without a URL',
    '{"log":{"entries":[{"request":{"method":"GET","url":"/x"}}]}}',
    'entry 1 has no URL of HTTP',
  ],
])('%s is no archive', (_, text, problem) => {
  expect(passedIn(text)).toEqual({ problem });
});
