import { expect, test } from 'vitest';
import { type FetchHandler, fromFetch } from './fetch-handler.ts';

const request = { method: 'POST', path: '/a?b', headers: { 'x-a': 'b' }, body: Buffer.from('body') };

test('a request reaches the function with its method, URL, headers and body', async () => {
  const seen: string[] = [];
  const handle = fromFetch(async (given) => {
    seen.push(given.method, given.url, String(given.headers.get('x-a')), given.redirect, await given.text());
    return new Response('yes', { status: 201, headers: { 'x-c': 'd' } });
  }, 'http://cf.example');
  expect(await handle(request)).toMatchObject({
    status: 201,
    headers: { 'x-c': 'd' },
    body: new TextEncoder().encode('yes'),
  });
  expect(seen).toEqual(['POST', 'http://cf.example/a?b', 'b', 'manual', 'body']);
});

test.each(['GET', 'HEAD'])('a body of %s is not passed on, since no Request takes one', async (method) => {
  const handle = fromFetch(async (given) => new Response(null, { headers: { body: String(given.body) } }), 'http://a');
  expect((await handle({ ...request, method })).headers).toEqual({ body: 'null' });
});

test.each<[string, unknown]>([
  ['null', null],
  ['nothing', undefined],
  ['a string', 'yes'],
  ['a function', () => {}],
  ['an object', { status: 200, headers: {} }],
  ['an object', { headers: {}, arrayBuffer: () => {} }],
  ['an object', { status: 200, arrayBuffer: () => {} }],
])('a function that returns %s is named as wrong', async (kind, value) => {
  const handle = fromFetch((() => value) as unknown as FetchHandler, 'http://a');
  await expect(handle(request)).rejects.toThrow(`the fetch function returned ${kind}, not a Response`);
});

test('a response of another class is read as well', async () => {
  const answer = { status: 202, headers: [['a', 'b']], arrayBuffer: async () => new Uint8Array([1]).buffer };
  const handle = fromFetch((() => answer) as unknown as FetchHandler, 'http://a');
  expect(await handle(request)).toEqual({ status: 202, headers: { a: 'b' }, body: new Uint8Array([1]) });
});
