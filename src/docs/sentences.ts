import { createHash } from 'node:crypto';
import type { Block } from './documentation.ts';

/** A sentence of documentation, with the items of the list that it introduces. Inline code stands between backticks. */
export interface Sentence {
  text: string;
  items: string[];
  /** What the item of a list is about in which it stands, where that begins with it in code: it says nothing of the whole. */
  of?: string;
}

/** '`lamp` – …', '`lamp`: …', 'For `lamp`, …' */
const LEADING = /^(?:For )?`([^`]+)`(?: ?[–—:-]|,? )/;

const ABBREVIATIONS = /(?:\b(?:e\.g|i\.e|etc|vs|No)|\b[A-Z])\.$/;

/** Splits prose into sentences. The items of a list belong to the sentence before them and are sentences of their own too. */
export function sentencesOf(blocks: Block[]): Sentence[] {
  const sentences: Sentence[] = [];
  /** The last sentence at each depth. */
  const introductions: Sentence[] = [];
  for (const { depth, text } of blocks) {
    const introduction = introductions[depth - 1];
    introduction?.items.push(text);
    const of = introduction === undefined ? undefined : (introduction.of ?? LEADING.exec(text)?.[1]);
    const about = of === undefined ? {} : { of };
    sentences.push(...splitSentences(text).map((part) => ({ text: part, items: [], ...about })));
    introductions.length = depth;
    introductions[depth] = sentences.at(-1)!;
  }
  return sentences;
}

function splitSentences(text: string): string[] {
  const parts: string[] = [];
  let start = 0;
  for (const end of text.matchAll(/[.!?]\)?(?=\s+["'(`A-Z0-9])/g)) {
    const stop = end.index + end[0].length;
    const part = text.slice(start, stop).trim();
    if (ABBREVIATIONS.test(part) || insideCode(text, stop)) continue;
    parts.push(part);
    start = stop;
  }
  const rest = text.slice(start).trim();
  if (rest !== '') parts.push(rest);
  return parts;
}

const insideCode = (text: string, position: number): boolean =>
  (text.slice(0, position).match(/`/g)?.length ?? 0) % 2 === 1;

/** SHA-256 (hex) of a sentence without its markup, white space folded: the same whichever page it stands on. */
export function digestOf(sentence: string): string {
  return createHash('sha256').update(sentence.replaceAll('`', '').replace(/\s+/g, ' ').trim()).digest('hex');
}
