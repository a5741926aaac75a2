import { brotliCompressSync, deflateRawSync, gzipSync } from 'node:zlib';
import type { HttpRequest, HttpResponse } from '../../core/outcome.ts';
import { answers, withLowerCaseNames } from '../rewriting.ts';
import type { Variant } from './variant.ts';

const compressed = (coding: string, compress: (body: Uint8Array) => Uint8Array): Required<Variant>['handle'] =>
  answers((response) => {
    if (response.body.length === 0) return response;
    const body = compress(response.body);
    const headers = { ...response.headers, 'content-encoding': coding, 'content-length': String(body.length) };
    return { ...response, headers, body };
  });

const headers = (change: (entries: [string, string][]) => [string, string][]): Required<Variant>['handle'] =>
  answers((response) => ({ ...response, headers: Object.fromEntries(change(Object.entries(response.headers))) }));

const typed = (type: string): Required<Variant>['handle'] =>
  headers((all) => all.map(([name, value]) => [name, name === 'content-type' ? type : value]));

/** Makes the ETags of answers to some requests weak, and takes weak ones in If-Match. */
const weakened =
  (concerns: (request: HttpRequest) => boolean): Required<Variant>['handle'] =>
  (next) =>
  async (request) => {
    const { 'if-match': given, ...rest } = withLowerCaseNames(request).headers;
    const strong = given?.replaceAll(/W\/"([^"]*)"/g, '$1');
    const response = await next({ ...request, headers: strong === undefined ? rest : { ...rest, 'if-match': strong } });
    const { etag } = response.headers;
    if (etag === undefined || !concerns(request)) return response;
    return { ...response, headers: { ...response.headers, etag: `W/"${etag}"` } };
  };

const page = (status: number, type: string, text: string): HttpResponse => {
  const body = new TextEncoder().encode(text);
  return { status, headers: { 'content-type': type, 'content-length': String(body.length) }, body };
};

/** Answers as HTTP allows them, from which nothing follows for the service. */
export const httpVariants: Variant[] = [
  {
    name: 'gzip',
    about: 'Answers are compressed, although nobody asked for that.',
    handle: compressed('gzip', gzipSync),
  },
  { name: 'brotli', about: 'Answers are compressed with Brotli.', handle: compressed('br', brotliCompressSync) },
  { name: 'deflate', about: 'Answers are compressed as bare DEFLATE.', handle: compressed('Deflate', deflateRawSync) },
  {
    name: 'blanks-around-header-values',
    about: 'The values of headers have blanks around them.',
    handle: headers((all) => all.map(([name, value]) => [name, ` \t${value} `])),
  },
  {
    name: 'header-names-in-capitals',
    about: 'The names of headers are in capitals.',
    handle: headers((all) => all.map(([name, value]) => [name.toUpperCase(), value])),
  },
  {
    name: 'content-type-xml-dialect',
    about: 'The Content-Type is a dialect of XML.',
    handle: typed('application/x+xml'),
  },
  {
    name: 'content-type-quoted',
    about: 'The Content-Type has a quoted parameter.',
    handle: typed('Text/XML; Charset="UTF-8"'),
  },
  {
    name: 'etags-weak',
    about: 'ETags are weak ones, and taken as they were given.',
    handle: weakened(() => true),
  },
  {
    name: 'etags-weak-on-reads',
    about:
      'Answers to GET have weak ETags, as behind a proxy that compresses them, and writes take them as they were given.',
    handle: weakened(({ method }) => method === 'GET'),
  },
  {
    name: 'slash-leads-elsewhere',
    about: 'A path with a slash at its end leads to another service.',
    handle: (next) => async (request) =>
      /\/(\?.*)?$/.test(request.path) ? page(400, 'application/json', '{"error":"no such bucket"}') : next(request),
  },
  {
    name: 'slash-leads-to-a-page',
    about: 'A path with a slash at its end leads to a page.',
    handle: (next) => async (request) =>
      /\/(\?.*)?$/.test(request.path) ? page(200, 'text/html', '<!doctype html><p>Hello') : next(request),
  },
  {
    name: 'slash-leads-to-a-locked-door',
    about: 'A path with a slash at its end leads to another service, which does not know who asks.',
    handle: (next) => async (request) =>
      /\/(\?.*)?$/.test(request.path)
        ? page(403, 'application/xml', '<Error><Code>SignatureDoesNotMatch</Code><Message>No.</Message></Error>')
        : next(request),
  },
  {
    name: 'other-methods-not-implemented',
    about: 'Methods that no operation has are answered 501, or 400 with a page.',
    handle: (next) => async (request) => {
      if (/^(GET|PUT|POST|DELETE)$/.test(request.method)) return next(request);
      return page(request.path.length % 2 === 0 ? 501 : 400, 'text/html', '<html>No.</html>');
    },
  },
];
