import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Contract } from '../core/contract.ts';
import type { JsonObject } from '../core/json.ts';
import { encoder } from './encode.ts';

const contract: Contract = JSON.parse(
  readFileSync(new URL('../../fixtures/vectors/invented-contract.json', import.meta.url), 'utf8'),
);
const encode = encoder(contract);

function request(operation: string, input: JsonObject) {
  const encoded = encode(operation, input);
  if ('unsent' in encoded) throw new Error(encoded.unsent);
  return encoded.request;
}

const body = (operation: string, input: JsonObject): string => new TextDecoder().decode(request(operation, input).body);
const tree = (config: JsonObject): string => body('PlantTree', { TreeConfig: config });

test('a payload member is the whole body, in the namespace, members in the order of the contract', () => {
  expect(tree({ Evergreen: false, Fruits: { Items: ['fig', 'sloe'], Quantity: 2 }, Species: 'Ficus', Rings: 7 })).toBe(
    '<?xml version="1.0" encoding="UTF-8"?>\n' +
      '<TreeConfig xmlns="http://orchard.example/doc/2031-01-01/"><Species>Ficus</Species><Rings>7</Rings>' +
      '<Evergreen>false</Evergreen><Fruits><Quantity>2</Quantity><Items><Fruit>fig</Fruit><Fruit>sloe</Fruit></Items></Fruits></TreeConfig>',
  );
});

test('without a payload the unbound members are elements of a root that is named like the input', () => {
  expect(body('GraftTree', { Id: 'a', Reference: 'r', Living: true })).toContain(
    '<GraftTreeRequest xmlns="http://orchard.example/doc/2031-01-01/"><Reference>r</Reference></GraftTreeRequest>',
  );
});

test('labels, queries and headers go where the contract binds them', () => {
  expect(request('GraftTree', { Id: 'a/b c', Reference: 'r', Living: true })).toMatchObject({
    method: 'POST',
    path: '/2031-01-01/tree/a%2Fb%20c/graft',
    headers: { living: 'true', 'content-type': 'application/xml' },
  });
  expect(request('ListTrees', { Marker: "é&='*", MaxItems: 5 }).path).toBe(
    '/2031-01-01/tree?Marker=%C3%A9%26%3D%27%2A&MaxItems=5',
  );
});

test('a request without a body has neither bytes nor a content type', () => {
  const sent = request('FellTree', { Id: 'a', IfMatch: 'E1' });
  expect(sent).toMatchObject({ method: 'DELETE', path: '/2031-01-01/tree/a', headers: { 'if-match': 'E1' } });
  expect(sent.headers).not.toHaveProperty('content-type');
  expect(sent.body).toHaveLength(0);
});

test('a shape that holds itself is written to any depth', () => {
  expect(tree({ Species: 'a', Parent: { Species: 'b', Parent: { Species: 'c' } } })).toContain(
    '<Parent><Species>b</Species><Parent><Species>c</Species></Parent></Parent>',
  );
});

test('text where another type is due is written as it stands', () => {
  expect(tree({ Rings: '+007', Evergreen: 'True', Fruits: 'none' })).toContain(
    '<Rings>+007</Rings><Evergreen>True</Evergreen><Fruits>none</Fruits>',
  );
});

test('numbers are short and never in exponent form', () => {
  const height = (value: number): string => /<Height>(.*)<\/Height>/.exec(tree({ Height: value }))![1]!;
  expect([0.1, 15, 1e21, 1.5e-7, -2.5e22, 8.4e-45].map(height)).toEqual([
    '0.1',
    '15',
    '1000000000000000000000',
    '0.00000015',
    '-25000000000000000000000',
    `0.${'0'.repeat(44)}84`,
  ]);
});

test('markup and carriage returns in text are escaped', () => {
  expect(tree({ Species: 'a<b>&c]]>\r\n"\t' })).toContain('<Species>a&lt;b&gt;&amp;c]]&gt;&#13;\n"\t</Species>');
});

test.each([
  ['a control character', { TreeConfig: { Species: 'a\u0007' } }],
  ['half of a surrogate pair', { TreeConfig: { Species: '\ud83d' } }],
  ['null', { TreeConfig: { Species: null } }],
  ['an undocumented member', { TreeConfig: { Bark: 'x' } }],
  ['an undocumented member of the input', { Bark: 'x' }],
])('what no request can carry is not sent: %s', (_, input) => {
  expect(encode('PlantTree', input)).toHaveProperty('unsent');
});

test('an empty or absent label is not sent, since another path would be asked', () => {
  expect(encode('GetTree', { Id: '' })).toHaveProperty('unsent');
  expect(encode('GetTree', {})).toHaveProperty('unsent');
});

test('a line end in a header is not sent', () => {
  expect(encode('FellTree', { Id: 'a', IfMatch: 'x\r\nHost: y' })).toHaveProperty('unsent');
});
