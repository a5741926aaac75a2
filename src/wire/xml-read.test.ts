import { fc, test as property } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { readXml, XML_LIMITS } from './xml-read.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const utf16 = (text: string): Uint8Array => Buffer.from(`\ufeff${text}`, 'utf16le');

function problem(document: Uint8Array): string | undefined {
  const reading = readXml(document);
  return 'problem' in reading ? reading.problem : undefined;
}

test('names lose their prefix and keep their namespace', () => {
  expect(readXml(bytes('<x:a xmlns:x="urn:n" y="1"><x:b>1</x:b> 2</x:a>'))).toEqual({
    root: {
      name: 'a',
      namespace: 'urn:n',
      text: ' 2',
      children: [{ name: 'b', namespace: 'urn:n', text: '1', children: [] }],
    },
  });
});

test('character references, CDATA, comments and line ends are read as XML 1.0 says', () => {
  expect(readXml(bytes('<a>1<!-- no --><![CDATA[<&]]>&#13;&amp;\r\n2</a>'))).toMatchObject({
    root: { text: '1<&\r&\n2' },
  });
});

test('a byte order mark is passed over, UTF-16 too', () => {
  expect(readXml(bytes('\ufeff<a>é</a>'))).toMatchObject({ root: { text: 'é' } });
  expect(readXml(utf16('<?xml version="1.0" encoding="UTF-16"?><a>é</a>'))).toMatchObject({ root: { text: 'é' } });
});

test.each([
  ['', 'empty'],
  [' \n ', 'empty'],
  ['{"a":1}', 'malformed'],
  ['<a><b></a>', 'malformed'],
  ['<a>', 'malformed'],
  ['<a/><b/>', 'malformed'],
  ['<a>\u0001</a>', 'malformed'],
  ['<a>]]></a>', 'malformed'],
  ['<x:a/>', 'malformed'],
  ['<a>&unknown;</a>', 'malformed'],
  ['<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>', 'doctype'],
  ['<!DOCTYPE a SYSTEM "http://127.0.0.1:1/a.dtd"><a/>', 'doctype'],
  ['<?xml version="1.0" encoding="ISO-8859-1"?><a>é</a>', 'encoding'],
  ['<?xml version="1.0" encoding="US-ASCII"?><a>é</a>', 'encoding'],
  ['<?xml version="1.0" encoding="UTF-16"?><a/>', 'encoding'],
  ['<?xml version="1.0" encoding="utf8mb4"?><a/>', 'encoding'],
  ['<a>'.repeat(65) + '</a>'.repeat(65), 'too-deep'],
])('%j is refused as %s', (text, expected) => {
  expect(problem(bytes(text))).toBe(expected);
});

test.each(['US-ASCII', 'ISO-8859-1', 'windows-1252', 'utf-8', 'UTF8'])(
  'a document of ASCII may declare that it is in %s',
  (encoding) => {
    expect(problem(bytes(`<?xml version='1.0' encoding='${encoding}'?><a/>`))).toBeUndefined();
  },
);

test('a document is read in the encoding that it declares, or else that the Content-Type says', () => {
  const latin = Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><a>é</a>', 'latin1');
  expect(readXml(latin)).toMatchObject({ root: { text: 'é' } });
  expect(readXml(Buffer.from('<a>é</a>', 'latin1'), XML_LIMITS, 'iso-8859-1')).toMatchObject({ root: { text: 'é' } });
  expect(readXml(bytes('<a>é</a>'), XML_LIMITS, 'iso-8859-1')).toMatchObject({ root: { text: 'é' } });
});

test('bytes that are not UTF-8 must be refused', () => {
  expect(problem(Uint8Array.of(0x3c, 0x61, 0x3e, 0xff, 0x3c, 0x2f, 0x61, 0x3e))).toBe('encoding');
});

test('sixty-four levels and a megabyte are read, more is not', () => {
  expect(problem(bytes('<a>'.repeat(64) + '</a>'.repeat(64)))).toBeUndefined();
  const frame = '<a></a>'.length;
  expect(problem(bytes(`<a>${'x'.repeat(2 ** 20 - frame)}</a>`))).toBeUndefined();
  expect(problem(bytes(`<a>${'x'.repeat(2 ** 20 - frame + 1)}</a>`))).toBe('too-large');
});

const texts = fc.array(
  fc
    .constantFrom('', '<a>1</a>', '<a>2</a>', '<a>', '<!DOCTYPE a><a/>')
    .chain((text) => fc.nat(99).map((number) => text.replace('2', `${number}`))),
  { maxLength: 200 },
);

property.prop([texts])('a text that comes again is read as if it were the first', (all) => {
  for (const text of all) expect(readXml(bytes(text))).toEqual(readXml(bytes(text), { ...XML_LIMITS }));
});
