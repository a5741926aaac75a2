import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Contract } from '../core/contract.ts';
import type { HttpRequest, HttpResponse } from '../core/outcome.ts';
import { outcomeReader } from './outcome.ts';

const contract: Contract = JSON.parse(
  readFileSync(new URL('../../fixtures/vectors/invented-contract.json', import.meta.url), 'utf8'),
);
const read = outcomeReader(contract);
const request: HttpRequest = { method: 'GET', path: '/', headers: {}, body: new Uint8Array(0) };

function answer(status: number, body: string, headers: Record<string, string> = {}): HttpResponse {
  return { status, headers, body: new TextEncoder().encode(body) };
}

const outcome = (operation: string, response: HttpResponse) => read(operation, request, response, 3);
const unreadable = (operation: string, response: HttpResponse): string | undefined => {
  const result = outcome(operation, response);
  return result.kind === 'unreadable' ? result.reason : undefined;
};

const tree = (inside: string): string => `<Tree xmlns="http://orchard.example/doc/2031-01-01/">${inside}</Tree>`;
const envelope =
  '<ErrorResponse><Error><Code>NoSuchTree</Code><Type>Sender</Type></Error><RequestId>7</RequestId></ErrorResponse>';

test('a 2xx with the document that is due is a response, headers among the output', () => {
  expect(outcome('GetTree', answer(200, tree('<Id>x</Id>'), { etag: '"E1"' }))).toMatchObject({
    kind: 'response',
    status: 200,
    ms: 3,
    output: { Tree: { Id: 'x' }, ETag: '"E1"' },
  });
});

test('an operation without a document needs no body', () => {
  expect(outcome('FellTree', answer(204, ''))).toMatchObject({ kind: 'response', output: {} });
});

test('the error envelope with a status from 400 is a refusal', () => {
  expect(outcome('GetTree', answer(404, envelope))).toMatchObject({
    kind: 'refused',
    status: 404,
    error: { code: 'NoSuchTree', type: 'Sender', requestId: '7' },
  });
});

test.each([
  ['GetTree', answer(200, envelope), 'an error envelope inside (NoSuchTree)'],
  ['FellTree', answer(200, envelope), 'an error envelope inside (NoSuchTree)'],
  ['GetTree', answer(200, ''), 'an empty body'],
  ['GetTree', answer(200, '<!DOCTYPE html><html></html>'), 'HTML'],
  ['FellTree', answer(200, '<html><br></html>'), 'HTML'],
  ['GetTree', answer(200, '{"Tree":{}}'), 'JSON'],
  ['GetTree', answer(200, '<Bush/>'), 'the root element is Bush where Tree is due'],
  ['GetTree', answer(200, '<Tree>'), 'XML that is not well-formed'],
  ['GetTree', answer(302, ''), 'neither a success nor an error'],
  ['GetTree', answer(500, ''), 'status 500 with an empty body'],
  ['GetTree', answer(404, '<html></html>'), 'the root element is html'],
  ['GetTree', answer(404, '<Fault><Code>x</Code></Fault>'), 'the root element is Fault'],
  ['GetTree', answer(404, '<ErrorResponse><Error/></ErrorResponse>'), 'the Error has no Code'],
])('%s answered %o is unreadable', (operation, response, reason) => {
  expect(unreadable(operation, response)).toContain(reason);
});

const rings = (text: string): unknown => {
  const result = outcome('GetTree', answer(200, tree(`<TreeConfig><Rings>${text}</Rings></TreeConfig>`)));
  return result.kind === 'response' && (result.output.Tree as { TreeConfig: { Rings: unknown } }).TreeConfig.Rings;
};

test('legal numerals become numbers, others stay text for a schema check to see', () => {
  expect(['7', ' 7 ', '+07'].map(rings)).toEqual([7, 7, 7]);
  expect(['7.0', '1e3', '0x7', 'NaN', '', '9007199254740993'].map(rings)).toEqual([
    '7.0',
    '1e3',
    '0x7',
    'NaN',
    '',
    '9007199254740993',
  ]);
});

test('unknown elements and other prefixes do not matter; text where a structure is due stays text', () => {
  const result = outcome(
    'GetTree',
    answer(200, '<o:Tree xmlns:o="urn:x"><o:New/><o:Id>x</o:Id><o:TreeConfig>?</o:TreeConfig></o:Tree>'),
  );
  expect(result).toMatchObject({ kind: 'response', output: { Tree: { Id: 'x', TreeConfig: '?' } } });
});

const defectsOf = (operation: string, response: HttpResponse): unknown => {
  const result = outcome(operation, response);
  return 'defects' in result ? result.defects?.map(({ name, kind }) => `${kind} ${name}`) : undefined;
};

test('a document with a known defect is read all the same, and the outcome tells of the defect', () => {
  const doubled = `<?xml version="1.0"?>\n<?xml version="1.0"?>\n${tree('<Id>x</Id>')}`;
  expect(outcome('GetTree', answer(200, doubled))).toMatchObject({
    kind: 'response',
    output: { Tree: { Id: 'x' } },
    defects: [
      { name: 'second-declaration', kind: 'form', offset: 22, excerpt: expect.stringMatching(/^<\?xml version/) },
    ],
  });
});

test.each([
  ['without ErrorResponse around it', '<Error><Code>NoSuchTree</Code></Error>', 'no-error-response'],
  ['without Error around it', '<ErrorResponse><Code>NoSuchTree</Code></ErrorResponse>', 'no-error'],
  ['in a list', '<Response><Errors><Error><Code>NoSuchTree</Code></Error></Errors></Response>', 'list-of-errors'],
  ['beside others', '<Error><Code>NoSuchTree</Code></Error><RequestId>7</RequestId>', 'no-root'],
])('an error %s is a refusal with its code', (_, body, name) => {
  expect(outcome('GetTree', answer(404, body))).toMatchObject({
    kind: 'refused',
    error: { code: 'NoSuchTree' },
    defects: [{ name, kind: 'envelope' }],
  });
});

test.each([
  ['in JSON', '{"__type":"orchard#NoSuchTree","message":"no \\"x\\""}', 'no "x"'],
  ['in JSON with a code', '{"code": "NoSuchTree"}', undefined],
  ['in JSON of a gateway', '{"Error":{"Code":"NoSuchTree","Message":"no"}}', 'no'],
  ['with other names of elements', '<fault><errorCode>NoSuchTree</errorCode><message>no</message></fault>', 'no'],
])('an error %s that names a known code is a refusal with that code', (_, body, message) => {
  expect(outcome('GetTree', answer(404, body))).toMatchObject({
    kind: 'refused',
    error: { code: 'NoSuchTree', ...(message === undefined ? {} : { message }) },
    defects: [{ name: 'foreign-error', kind: 'envelope' }],
  });
});

test('an error whose code stands in a header alone is a refusal with that code', () => {
  expect(outcome('GetTree', answer(404, '{}', { 'x-amzn-errortype': 'NoSuchTree:http://x/' }))).toMatchObject({
    kind: 'refused',
    error: { code: 'NoSuchTree' },
  });
});

test.each(['{"__type":"Other"}', '<ErrorResponse><Error><code>Other</code></Error></ErrorResponse>'])(
  'the error %s has a form of AWS: any code will do',
  (body) => {
    expect(outcome('GetTree', answer(404, body))).toMatchObject({ kind: 'refused', error: { code: 'Other' } });
  },
);

test.each(['{"code":"NOT_FOUND"}', '{"message":"NoSuchTree"}', '<html><p>NoSuchTree</p></html>'])(
  'the error %s names no known code and is unreadable',
  (body) => {
    expect(outcome('GetTree', answer(404, body))).toMatchObject({ kind: 'unreadable' });
  },
);

test.each([
  ['of another name', '<GetTreeResult><Id>x</Id></GetTreeResult>', 'other-root'],
  [
    'within another',
    `<GetTreeResponse><GetTreeResult>${tree('<Id>x</Id>')}</GetTreeResult></GetTreeResponse>`,
    'wrapped-root',
  ],
  ['that is missing', '<Id>x</Id><TreeConfig/>', 'no-root'],
])('a success with a root element %s is read', (_, body, name) => {
  expect(outcome('GetTree', answer(200, body))).toMatchObject({
    kind: 'response',
    output: { Tree: { Id: 'x' } },
    defects: [{ name, kind: 'envelope' }],
  });
});

test.each([
  ['elements that nobody knows', '<Bush><Leaf/></Bush>'],
  ['nothing', '<Bush/>'],
  ['elements of a page', '<p>no</p><p>such tree</p>'],
])('a root element of another name with %s in it is not taken for the one that is due', (_, body) => {
  expect(outcome('GetTree', answer(200, body))).toMatchObject({ kind: 'unreadable' });
});

test('XML that no repair mends is malformed, a page or JSON is not', () => {
  expect(outcome('GetTree', answer(200, '<Tree><Id>x'))).toMatchObject({
    kind: 'unreadable',
    malformed: true,
    reason: expect.stringMatching(/not well-formed: .*byte 11, the end/),
  });
  for (const body of ['<html><br></html>', '{"Tree":{}}', 'no such tree', ''])
    expect(outcome('GetTree', answer(200, body))).not.toHaveProperty('malformed');
  expect(defectsOf('GetTree', answer(200, tree('')))).toBeUndefined();
});
