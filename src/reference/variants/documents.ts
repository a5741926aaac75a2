import type { HttpResponse } from '../../core/outcome.ts';
import { answers, bodyText, withBody } from '../rewriting.ts';
import type { Variant } from './variant.ts';

const documents = (change: (text: string, response: HttpResponse) => HttpResponse): Required<Variant>['handle'] =>
  answers((response) => (response.body.length === 0 ? response : change(bodyText(response), response)));

const text = (change: (text: string) => string): Required<Variant>['handle'] =>
  documents((before, response) => withBody(response, change(before)));

const withBytes = (response: HttpResponse, body: Uint8Array, type?: string): HttpResponse => ({
  ...response,
  headers: {
    ...response.headers,
    'content-length': String(body.length),
    ...(type === undefined ? {} : { 'content-type': type }),
  },
  body,
});

const DECLARATION = /^<\?xml[^>]*\?>\s*/;
const declared = (before: string, encoding: string): string =>
  before.replace(DECLARATION, `<?xml version='1.0' encoding='${encoding}' ?>\n`);

/** Characters from `first` on as references, so that others hold the document. */
const referring = (before: string, first: number): string =>
  [...before].map((c) => (c.codePointAt(0)! >= first ? `&#${c.codePointAt(0)};` : c)).join('');

const latin1 = (before: string): Buffer => Buffer.from(referring(before, 0x100), 'latin1');

/** UTF-16 with its byte order mark; `swap` for the big end first. */
const utf16 = (before: string, swap: boolean): Buffer => {
  const bytes = Buffer.from(`\ufeff${declared(before, 'UTF-16')}`, 'utf16le');
  return swap ? bytes.swap16() : bytes;
};

/** Changes what stands between a start tag and the end tag that follows it. */
/** A text with a comment, an instruction and a CDATA section between its characters. */
const inParts = (characters: readonly string[]): string =>
  `<!-- & -->${characters.slice(0, 2).join('')}<?go on?><![CDATA[${characters.slice(2).join('')}]]>`;

const leaves = (before: string, change: (inner: string) => string): string =>
  before.replaceAll(/>([^<>]+)<\//g, (_, inner: string) => `>${change(inner)}</`);

/** Documents as XML 1.0 and its encodings allow them. */
export const documentVariants: Variant[] = [
  {
    name: 'utf-16',
    about: 'Documents are in UTF-16.',
    handle: documents((before, response) => withBytes(response, utf16(before, false))),
  },
  {
    name: 'utf-16-big-endian',
    about: 'Documents are in UTF-16, with the big end first.',
    handle: documents((before, response) => withBytes(response, utf16(before, true))),
  },
  {
    name: 'us-ascii',
    about: 'Documents are in US-ASCII and say so; other characters are references.',
    handle: text((before) => declared(referring(before, 0x80), 'US-ASCII')),
  },
  {
    name: 'latin-1',
    about: 'Documents are in ISO-8859-1 and say so; other characters are references.',
    handle: documents((before, response) => withBytes(response, latin1(declared(before, 'ISO-8859-1')))),
  },
  {
    name: 'latin-1-by-content-type',
    about: 'Documents are in ISO-8859-1, and only their Content-Type says so.',
    handle: documents((before, response) =>
      withBytes(response, latin1(before.replace(DECLARATION, '')), 'text/xml;charset=iso-8859-1'),
    ),
  },
  {
    name: 'no-declaration',
    about: 'Documents have no XML declaration.',
    handle: text((before) => before.replace(DECLARATION, '')),
  },
  {
    name: 'document-type',
    about: 'Documents name their type, and declare nothing.',
    handle: text((before) => before.replace(/<([A-Za-z]+)/, '<!DOCTYPE $1>\n<$1')),
  },
  {
    name: 'crlf-line-ends',
    about: 'Lines of documents end in carriage return and line feed.',
    handle: text((before) => {
      const broken = before.replaceAll('><', '>\r\n\t<').replace(DECLARATION, '$&\r\n');
      // What is empty stays so.
      return `${broken.replaceAll(/<([A-Za-z]+)>\s+<\/\1>/g, '<$1></$1>')}\r\n`;
    }),
  },
  {
    name: 'texts-in-references',
    about: 'All texts are character references.',
    handle: text((before) =>
      leaves(before, (inner) =>
        inner.includes('&') ? inner : [...inner].map((c) => `&#x${c.codePointAt(0)!.toString(16)};`).join(''),
      ),
    ),
  },
  {
    name: 'texts-in-parts',
    about: 'Comments, instructions and CDATA sections stand in the middle of texts.',
    handle: text((before) => leaves(before, (inner) => (inner.includes('&') ? inner : inParts([...inner])))),
  },
  {
    name: 'attributes',
    about: 'Elements have attributes of XML Schema, and blanks and line ends in their tags.',
    handle: text((before) =>
      before
        .replaceAll(/<([A-Za-z]+)>/g, "<$1\n xsi:nil='false' xml:lang = 'en' >")
        .replaceAll(/<\/([A-Za-z]+)>/g, '</$1 >')
        .replace(/ xmlns="/, ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="a b" xmlns="'),
    ),
  },
  {
    name: 'foreign-elements',
    about: 'Documents hold elements of other namespaces, named like those of the service.',
    handle: text((before) =>
      before.replace(/(<[A-Za-z]+ xmlns="[^"]*"[^>]*>)/, '$1<x:Extra xmlns:x="urn:x"><x:Id>no</x:Id></x:Extra>'),
    ),
  },
  {
    name: 'empty-element-tags',
    about: 'Elements without content are written as one tag.',
    handle: text((before) => before.replaceAll(/<([A-Za-z]+)><\/\1>/g, '<$1/>')),
  },
  {
    name: 'numerals-padded',
    about: 'Numbers and booleans have blanks around them, and integers leading zeros.',
    handle: text((before) =>
      before
        .replaceAll(/>(\d+)<\/(Quantity|MaxItems|IdleTTL|MaximumTTL)>/g, '>\n 0$1 </$2>')
        .replaceAll(/>(true|false)<\/(?!Value|HeaderValue|Comment|DefaultRootObject|Prefix)/g, '> $1\t</'),
    ),
  },
  {
    name: 'floats-with-exponent',
    about: 'Weights are written with an exponent.',
    handle: text((before) =>
      before.replaceAll(
        /<Weight>([\d.]+)</g,
        (_, weight) => `<Weight>${Number(weight).toExponential().toUpperCase()}<`,
      ),
    ),
  },
  ...[
    { name: 'times-with-offset', about: 'Times are written with an offset from UTC.', t: 'T', end: '+00:00' },
    { name: 'times-in-nanoseconds', about: 'Times are written to the nanosecond.', t: 'T', end: '000000Z' },
  ].map(({ name, about, t, end }) => ({
    name,
    about,
    handle: text((before) => before.replaceAll(/(?<=Time)>(\d{4}-\d\d-\d\d)T([\d:]+\.\d+)Z</g, `>$1${t}$2${end}<`)),
  })),
];
