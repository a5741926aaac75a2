import { isScalar, LineCounter, type Node, parseAllDocuments, parseDocument, visit } from 'yaml';
import type { JsonObject, Path } from '../core/json.ts';
import { placeText } from '../core/place-text.ts';
import { UsageError } from '../core/usage.ts';
import { jsonProblem, type Position, spanOf } from './place.ts';

/** From the first character to the one after the last. */
export interface Range {
  start: Position;
  end: Position;
}

/** A request as somebody wrote it. */
export interface RequestDocument {
  value: JsonObject;
  /** Where a member stands; of one that is absent, where what holds it does. */
  rangeOf(path: Path): Range;
}

/** How deep a request may nest; documented ones nest less than 20 deep. */
const DEPTH = 200;

/**
 * Reads a request in JSON or YAML. Throws a UsageError that names the place where it is neither, and what it is where that
 * can be told.
 */
export function readDocument(text: string, file: string): RequestDocument {
  const isJson = /^\s*[{[]/.test(text);
  const lines = new LineCounter();
  if (isJson) assertNesting(text, file);
  const known = isJson ? parseJson(text, file) : undefined;
  if (!isJson) {
    assertNotElse(text, file);
    assertOneDocument(text, file);
  }
  const document = parseDocument(text, {
    lineCounter: lines,
    uniqueKeys: false,
    logLevel: 'silent',
    strict: !isJson,
  });
  const [error] = document.errors;
  if (!isJson && error) {
    const { line = 1, col = 1 } = error.linePos?.[0] ?? {};
    throw new UsageError(
      `${file}:${line}:${col} is neither JSON nor YAML: ${error.message.split('\n')[0]!.replace(/ at line .*$/, '')}`,
    );
  }
  assertUniqueKeys(document.contents as Node | null, file, (offset) => lines.linePos(offset));
  if (!isJson) nameTags(document.contents as Node | null);
  const value: unknown = isJson ? known : document.toJS({ maxAliasCount: 100 });
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new UsageError(
      `${file}: the request must be a JSON object with the members of the operation, or the same in YAML`,
    );
  const large = largeNumber(value);
  if (large) throw new UsageError(`${file}: ${placeText(large)} is a number beyond what a double can hold`);
  const position = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  return {
    value: value as JsonObject,
    rangeOf(path) {
      const [start, end] = spanOf(document.contents as Node | null, path);
      return { start: position(start), end: position(end) };
    },
  };
}

/** Where a value holds a number that is read as infinite, such as 1e400. */
function largeNumber(value: unknown, path: Path = []): Path | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : path;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, inner] of Object.entries(value)) {
    const found = largeNumber(inner, [...path, Array.isArray(value) ? Number(key) : key]);
    if (found) return found;
  }
  return undefined;
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (/^\s*[{[]\s*'/.test(text))
      throw new UsageError(`${file} is written as Python prints a dictionary; write it with json.dumps`);
    const { line, column, why } = jsonProblem(text, error);
    const place = `${file}:${line}:${column}`;
    if (/ after JSON/.test((error as Error).message))
      throw new UsageError(`${place} goes on after the request; ${ONE}`);
    throw new UsageError(`${place} is not JSON: ${why}`);
  }
}

const ONE = 'give each request in a file of its own';

/** A file of YAML may hold several documents, of which all but the first would go unread. */
function assertOneDocument(text: string, file: string): void {
  const lines = new LineCounter();
  const documents = parseAllDocuments(text, { lineCounter: lines, uniqueKeys: false, logLevel: 'silent' });
  const [, second] = Array.isArray(documents) ? documents.filter(({ contents }) => contents !== null) : [];
  if (!second) return;
  const { line, col } = lines.linePos(second.range[0]);
  throw new UsageError(`${file}:${line}:${col} begins another document; ${ONE}`);
}

/** Of a key that is given twice, readers take one or the other. */
function assertUniqueKeys(
  contents: Node | null,
  file: string,
  position: (offset: number) => { line: number; col: number },
): void {
  visit(contents, {
    Map(_, map) {
      const seen = new Set<unknown>();
      for (const { key } of map.items) {
        if (!isScalar(key)) continue;
        const { line, col } = position(key.range?.[0] ?? 0);
        if (seen.has(key.value)) throw new UsageError(`${file}:${line}:${col} gives ${String(key.value)} twice`);
        seen.add(key.value);
      }
    },
  });
}

/** What is deeper than any request would end the process of who reads it. */
function assertNesting(text: string, file: string): void {
  let depth = 0;
  for (const character of text) {
    if (character === '{' || character === '[') depth += 1;
    if (character === '}' || character === ']') depth -= 1;
    if (depth > DEPTH) throw new UsageError(`${file} nests deeper than ${DEPTH}, which no request does`);
  }
}

/** Formats that people hand over instead, by how they begin. */
const OTHERS: [begins: RegExp, name: string, remedy: string][] = [
  [
    /^\s*(?:#.*\n\s*|\/\/.*\n\s*)*(?:resource|data|module|provider|terraform|variable|locals)\s*(?:"[^"]*"\s*)*\{/,
    'Terraform configuration',
    'judge its plan (terraform show -json) with --from terraform, or what it sends with serve --judge -- terraform apply',
  ],
  [
    /^\s*</,
    'XML',
    'give the request as JSON, in the shape that the AWS CLI and boto3 use, or send it to serve --judge',
  ],
];

function assertNotElse(text: string, file: string): void {
  const other = OTHERS.find(([begins]) => begins.test(text));
  if (other) throw new UsageError(`${file} is ${other[1]}; ${other[2]}`);
  if (text.trim() === '') throw new UsageError(`${file} is empty; it must hold a request as JSON or YAML`);
}

/** Puts `{ "!Ref": text }` in the place of values with a tag of their own, which stand for values that are not known here. */
function nameTags(contents: Node | null): void {
  visit(contents, (_, node) => {
    if (isScalar(node) && node.tag?.startsWith('!') && !node.tag.startsWith('!!'))
      node.value = { [node.tag]: String(node.value) } as never;
    return undefined;
  });
}
