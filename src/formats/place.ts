import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import type { Path } from '../core/json.ts';

/** A position in a text; both count from 1. */
export interface Position {
  line: number;
  column: number;
}

/** Offsets of the first character of a member and of the end of its value; of one that is absent, of what holds it. */
export function spanOf(contents: Node | null, path: Path): [number, number] {
  let span: [number, number] = [contents?.range?.[0] ?? 0, contents?.range?.[1] ?? 0];
  let node: unknown = contents;
  for (const key of path) {
    if (isMap(node)) {
      const pair = node.items.find((one) => isScalar(one.key) && String(one.key.value) === String(key));
      if (!pair) return span;
      node = pair.value;
      const start = (pair.key as Node).range?.[0] ?? span[0];
      span = [start, (node as Node | null)?.range?.[1] ?? (pair.key as Node).range?.[1] ?? start];
    } else if (isSeq(node)) {
      const item = node.items[Number(key)] as Node | undefined;
      if (!item) return span;
      node = item;
      span = [item.range?.[0] ?? span[0], item.range?.[1] ?? span[1]];
    } else return span;
  }
  return span;
}

/** The line of a member in JSON or YAML text, from 1. */
export function lineOf(text: string, path: Path): number {
  const lineCounter = new LineCounter();
  const { contents } = parseDocument(text, { lineCounter, uniqueKeys: false, strict: false, logLevel: 'silent' });
  return lineCounter.linePos(spanOf(contents as Node | null, path)[0]).line;
}

/** Where `JSON.parse` stopped in a text, and why. */
export function jsonProblem(text: string, error: unknown): Position & { why: string } {
  const { message } = error as Error;
  const offset = Number(/\bposition (\d+)/.exec(message)?.[1] ?? text.trimEnd().length);
  const before = text.slice(0, offset).split('\n');
  const why = message.replace(/ in JSON at position.*$/, '').replace(/, ".*is not valid JSON$/s, '');
  return { line: before.length, column: before.at(-1)!.length + 1, why };
}
