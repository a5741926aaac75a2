/** A part of a text, from `start` up to `end`, and what stands in its place. */
export interface TextEdit {
  start: number;
  end: number;
  text: string;
}

/** A text with some of its parts replaced. The edits are in the order of their places and do not overlap. */
export function edited(text: string, edits: readonly TextEdit[]): string {
  let result = '';
  let from = 0;
  for (const edit of edits) {
    result += text.slice(from, edit.start) + edit.text;
    from = edit.end;
  }
  return result + text.slice(from);
}

/** Where a place of an edited text was before the edits. */
export function before(edits: readonly TextEdit[], place: number): number {
  let shift = 0;
  for (const { start, end, text } of edits) {
    const from = start + shift;
    if (place < from) break;
    if (place < from + text.length) return start;
    shift += text.length - (end - start);
  }
  return place - shift;
}

/** Parts of a document in which markup means nothing: CDATA sections, comments and processing instructions. */
const OPAQUE = '<!\\[CDATA\\[[\\s\\S]*?\\]\\]>|<!--[\\s\\S]*?-->|<\\?[\\s\\S]*?\\?>';

/** Replaces what matches outside of CDATA sections, comments and processing instructions. */
export function editsOf(text: string, pattern: RegExp, replace: (match: string) => string): TextEdit[] {
  const edits: TextEdit[] = [];
  for (const match of text.matchAll(new RegExp(`(${OPAQUE})|${pattern.source}`, pattern.flags))) {
    if (match[1] !== undefined) continue;
    edits.push({ start: match.index, end: match.index + match[0].length, text: replace(match[0]) });
  }
  return edits;
}
