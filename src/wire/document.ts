import { isUtf8 } from 'node:buffer';
import type { Defect, HttpResponse } from '../core/outcome.ts';
import { before, edited, type TextEdit } from './repair/edit.ts';
import { type Decoded, decodedAnyhow } from './repair/encoding.ts';
import { type Found, isFilled } from './repair/envelope.ts';
import { excerptOf } from './repair/excerpt.ts';
import { REPAIRS } from './repair/index.ts';
import { rootAround } from './repair/missing-root.ts';
import { readXml, readXmlText, XML_LIMITS, type XmlElement, type XmlProblem } from './xml-read.ts';

/** A document of an answer and what was mended in it, or why it can't be read. */
export type DocumentReading =
  | { root: XmlElement; defects: Defect[] }
  | { problem: XmlProblem | 'root'; reason: string };

/** The root element that is due, and the names that its children may have. `find` gives it from a document that may lack it. */
export interface DueDocument {
  name: string;
  children: ReadonlySet<string>;
  find(root: XmlElement): Found | undefined;
}

/** A document type declaration that declares nothing, and names nothing that would have to be read. */
const IDLE_DOCTYPE = /<!DOCTYPE\s+[\w:.-]+\s*>/;

/**
 * Reads the document of an answer, strictly. One that is not well-formed, or lacks the element that is due around it, is
 * repaired and read again, strictly again, if its defects are known ones.
 */
export function readDocument({ body, headers }: HttpResponse, due: DueDocument): DocumentReading {
  const charset = /\bcharset\s*=\s*"?([^\s";]+)/i.exec(headers['content-type'] ?? '')?.[1];
  const reading = readXml(body, XML_LIMITS, charset);
  if ('root' in reading) {
    const place = (): number => bytesBefore(body, beforeRoot(decodedAnyhow(body, charset).text));
    return within(due, body, reading.root, [], place);
  }
  if (reading.problem !== 'malformed' && reading.problem !== 'encoding' && reading.problem !== 'doctype')
    return reading;
  const decoded = decodedAnyhow(body, charset);
  return (
    mended(body, decoded, due) ?? { ...reading, reason: reading.reason + placeText(body, decoded.text, reading.reason) }
  );
}

/** The bytes at the line and column of which the parser tells. */
function placeText(body: Uint8Array, text: string, reason: string): string {
  const [, line, column] = / (\d+):(\d+): /.exec(reason) ?? [];
  if (line === undefined) return '';
  const lines = text.split('\n').slice(0, Number(line));
  const last = lines.pop()?.slice(0, Number(column)) ?? '';
  const offset = bytesBefore(body, [...lines, last].join('\n'));
  const shown = excerptOf(body, offset);
  return ` (at byte ${offset}${shown === '' ? ', the end' : `: ${shown}`})`;
}

/** Reads a document after as many repairs as it takes. Undefined where they do not suffice. */
function mended(body: Uint8Array, decoded: Decoded, due: DueDocument): DocumentReading | undefined {
  const defects: Defect[] = [];
  const made: TextEdit[][] = [];
  let text = decoded.text;
  /** A place of the text as it is now, in the body. */
  const offsetOf = (place: number): number => {
    const original = made.reduceRight((at, edits) => before(edits, at), place);
    return bytesBefore(body, decoded.text.slice(0, original));
  };
  const note = (name: string, kind: Defect['kind'], about: string, offset: number): void => {
    defects.push({ name, kind, about, offset, excerpt: excerptOf(body, offset) });
  };
  const change = (edits: TextEdit[]): void => {
    made.push(edits);
    text = edited(text, edits);
  };
  if (decoded.wrong) note(decoded.wrong.name, 'form', decoded.wrong.about, decoded.wrong.offset);
  const idle = IDLE_DOCTYPE.exec(text);
  if (idle) change([{ start: idle.index, end: idle.index + idle[0].length, text: '' }]);
  for (const repair of [undefined, ...REPAIRS]) {
    if (repair) {
      const edits = repair.edits(text);
      const [first] = edits;
      if (!first) continue;
      note(repair.name, 'form', repair.about, offsetOf(repair.place?.(text) ?? first.start));
      change(edits);
    }
    const reading = readXmlText(text);
    if (!('root' in reading)) continue;
    const found = within(due, body, reading.root, defects, () => offsetOf(beforeRoot(text).length));
    // A repaired document must be the one that is due: anything else was no such document to begin with.
    return 'root' in found || defects.length === 0 ? found : undefined;
  }
  const offset = offsetOf(beforeRoot(text).length);
  note('no-root', 'envelope', `several elements without the root element ${due.name} around them`, offset);
  const reading = readXmlText(edited(text, rootAround(text, due.name)));
  if (!('root' in reading) || !isFilled(reading.root, due)) return undefined;
  const found = within(due, body, reading.root, defects, () => offset);
  return 'root' in found ? found : undefined;
}

/** The document with the element that is due as its root. `offset`: of the root element in the body. */
function within(
  due: DueDocument,
  body: Uint8Array,
  root: XmlElement,
  defects: Defect[],
  offset: () => number,
): DocumentReading {
  const found = due.find(root);
  if (!found) return { problem: 'root', reason: `the root element is ${root.name} where ${due.name} is due` };
  if (!found.wrong) return { root: found.root, defects };
  const place = offset();
  const defect: Defect = { ...found.wrong, kind: 'envelope', offset: place, excerpt: excerptOf(body, place) };
  return { root: found.root, defects: [...defects, defect] };
}

/** What stands before the root element. */
function beforeRoot(text: string): string {
  const blank = text.replaceAll(/<!--[\s\S]*?-->|<\?[\s\S]*?\?>/g, (part) => ' '.repeat(part.length));
  return text.slice(0, Math.max(0, blank.search(/<[^!?]/)));
}

/** The bytes of a body that a beginning of its text takes. */
function bytesBefore(body: Uint8Array, beginning: string): number {
  const [first, second] = body;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return 2 + 2 * beginning.length;
  const marked = first === 0xef && second === 0xbb ? 3 : 0;
  return Math.min(body.length, marked + Buffer.byteLength(beginning, isUtf8(body) ? 'utf8' : 'latin1'));
}
