import { readFileSync } from 'node:fs';
import { fc, test } from '@fast-check/vitest';
import { expect } from 'vitest';
import type { Contract } from '../src/core/contract.ts';
import type { JsonObject } from '../src/core/json.ts';
import { responseDecoder } from '../src/wire/decode.ts';
import { requestDecoder } from '../src/wire/decode-request.ts';
import { encoder } from '../src/wire/encode.ts';
import { responseEncoder } from '../src/wire/encode-response.ts';
import { readErrorEnvelope, writeErrorEnvelope } from '../src/wire/error-envelope.ts';
import { readXml } from '../src/wire/xml-read.ts';
import { numeral } from '../src/wire/xml-write.ts';

const contract: Contract = JSON.parse(
  readFileSync(new URL('../fixtures/vectors/invented-contract.json', import.meta.url), 'utf8'),
);

/** Any text that XML 1.0 can hold. */
const text = fc
  .string({ unit: 'binary' })
  .map((value) => value.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '?'));
const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
const words = fc.array(text, { maxLength: 4 }).map((items) => ({ Quantity: items.length, Items: items }));

const config: fc.Arbitrary<JsonObject> = fc.letrec<{ tree: JsonObject }>((tie) => ({
  tree: fc.record(
    {
      Species: text,
      Height: number,
      Rings: fc.integer(),
      Evergreen: fc.boolean(),
      Fruits: words,
      Parent: fc.option(tie('tree'), { maxDepth: 3, nil: undefined }),
    },
    { requiredKeys: [] },
  ),
})).tree;

/** Members that are present, so that an absent one and one that is undefined are alike. */
const present = (value: JsonObject): JsonObject => JSON.parse(JSON.stringify(value));

const encode = encoder(contract);
const decode = requestDecoder(contract);
const answer = responseEncoder(contract);
const read = responseDecoder(contract);

test.prop([config, text.filter((id) => id !== '')])('what a client encodes a server decodes', (tree, id) => {
  const input = present({ TreeConfig: tree, Id: id, IfMatch: 'E1' });
  const encoded = encode('UpdateTree', input);
  expect('request' in encoded && decode(encoded.request)).toEqual({ operation: 'UpdateTree', input });
});

test.prop([fc.array(config, { maxLength: 3 }), text])('what a server encodes a client decodes', (trees, marker) => {
  const Items = trees.map((tree, n) => ({ Tree: { Id: String(n), LastModifiedTime: '', TreeConfig: present(tree) } }));
  const output = { TreeList: { NextMarker: marker, MaxItems: 100, Quantity: Items.length, Items } };
  expect(read('ListTrees', answer('ListTrees', output))).toEqual({ output, defects: [] });
});

test.prop([number])('a numeral reads back as the same number and has no exponent', (value) => {
  expect(Number(numeral(value))).toBe(value);
  expect(numeral(value)).toMatch(/^-?\d+(\.\d+)?$/);
});

test.prop([text, text.filter((code) => code.trim() !== '')])('an error envelope reads back', (message, code) => {
  const error = { code: code.trim(), message, type: 'Sender', requestId: '1' };
  const reading = readXml(new TextEncoder().encode(writeErrorEnvelope('urn:x', error)));
  expect('root' in reading && readErrorEnvelope(reading.root)).toEqual(error);
});

test.prop([fc.uint8Array({ maxLength: 200 })])('no bytes make a reader throw', (bytes) => {
  expect(() => readXml(bytes)).not.toThrow();
  expect(() => decode({ method: 'POST', path: '/2031-01-01/tree', headers: {}, body: bytes })).not.toThrow();
});

test.prop([fc.string(), fc.constantFrom('GET', 'PUT', 'POST', 'DELETE')])(
  'no path makes a server throw',
  (path, method) => {
    expect(() => decode({ method, path, headers: {}, body: new Uint8Array(0) })).not.toThrow();
  },
);
