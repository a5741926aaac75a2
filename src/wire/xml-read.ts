import { createRequire } from 'node:module';
import { decodeXml } from './xml-text.ts';

/** Required, since an import looks for the names of its exports first, ten times as long as it takes to load. */
const { SaxesParser } = createRequire(import.meta.url)('saxes') as typeof import('saxes');

/** An element of a document that was read. `text` is its own character data, CDATA included, without that of its children. */
export interface XmlElement {
  /** Without its prefix. */
  name: string;
  /** The namespace that it is in; empty for none. */
  namespace: string;
  text: string;
  children: XmlElement[];
}

/** Why bytes are not the document that was hoped for. */
export type XmlProblem = 'empty' | 'too-large' | 'encoding' | 'doctype' | 'too-deep' | 'malformed';

export type XmlReading = { root: XmlElement } | { problem: XmlProblem; reason: string };

/** `bytes` of the whole document, `depth` of nested elements, the root counted. */
export interface XmlLimits {
  bytes: number;
  depth: number;
}

export const XML_LIMITS: XmlLimits = { bytes: 1024 * 1024, depth: 64 };

/**
 * Reads an XML 1.0 document. Well-formedness is strict. A document type declaration is refused whatever it holds, so
 * nothing is ever expanded or fetched. `charset`: what a Content-Type says of the bytes.
 */
export function readXml(bytes: Uint8Array, limits: XmlLimits = XML_LIMITS, charset?: string): XmlReading {
  if (bytes.length > limits.bytes) return { problem: 'too-large', reason: `more than ${limits.bytes} bytes` };
  const source = decodeXml(bytes, charset);
  return 'reason' in source ? { problem: 'encoding', ...source } : readXmlText(source.text, limits);
}

/** Reads the text of an XML 1.0 document; what its declaration says of an encoding does not count. */
export function readXmlText(text: string, limits: XmlLimits = XML_LIMITS): XmlReading {
  return limits === XML_LIMITS && text.length <= REPEATED ? readOnce(text) : readText(text, limits);
}

/**
 * What was read lately is not read again: in one process both sides of a call, and the rules that judge it read the same text,
 * and many servers refuse again and again with the same.
 */
function readOnce(source: string): XmlReading {
  let reading = latest.get(source);
  if (!reading) {
    reading = readText(source, XML_LIMITS);
    if (latest.size >= KEPT) latest.delete(latest.keys().next().value!);
    latest.set(source, reading);
  }
  return reading;
}

const latest = new Map<string, XmlReading>();

/** Texts that are kept, and the most characters of one. */
const KEPT = 64;
const REPEATED = 16_384;

function readText(source: string, limits: XmlLimits): XmlReading {
  if (source.trim() === '') return { problem: 'empty', reason: 'an empty body' };
  // The mark of the encoding is off by now, and the parser would pass over another one.
  if (source.startsWith('\ufeff')) return { problem: 'malformed', reason: `${MALFORMED}: a second byte order mark` };
  try {
    return { root: parse(source, limits.depth) };
  } catch (error) {
    if (error instanceof Refused) return { problem: error.problem, reason: error.message };
    return { problem: 'malformed', reason: `${MALFORMED}: ${firstLine((error as Error).message)}` };
  }
}

const MALFORMED = 'XML that is not well-formed';

class Refused extends Error {
  readonly problem: XmlProblem;
  constructor(problem: XmlProblem, reason: string) {
    super(reason);
    this.problem = problem;
  }
}

/** Reads one document after the other; making a parser costs as much as reading a short document. */
interface Reader {
  read(source: string, depth: number): XmlElement;
}

function createReader(): Reader {
  let document: XmlElement;
  let open: XmlElement[];
  let top: XmlElement;
  let most: number;
  const parser = new SaxesParser({ xmlns: true });
  parser.on('doctype', () => {
    throw new Refused('doctype', 'a document type declaration');
  });
  parser.on('opentag', (tag) => {
    if (open.length > most) throw new Refused('too-deep', `elements nested deeper than ${most}`);
    const element: XmlElement = { name: tag.local, namespace: tag.uri, text: '', children: [] };
    top.children.push(element);
    open.push(element);
    top = element;
  });
  const characters = (text: string): void => {
    top.text += text;
  };
  parser.on('text', characters);
  parser.on('cdata', characters);
  parser.on('closetag', () => {
    open.pop();
    top = open[open.length - 1]!;
  });
  return {
    read(source, depth) {
      document = { name: '', namespace: '', text: '', children: [] };
      open = [document];
      top = document;
      most = depth;
      parser.write(source).close();
      return document.children[0]!;
    },
  };
}

let idle: Reader | undefined;

function parse(source: string, depth: number): XmlElement {
  const reader = idle ?? createReader();
  // A parser that has thrown is in no state to read on, so it is only kept if it does not.
  idle = undefined;
  const root = reader.read(source, depth);
  idle = reader;
  return root;
}

const firstLine = (text: string): string => text.split('\n', 1)[0]!;
