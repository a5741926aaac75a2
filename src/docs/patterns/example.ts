import { figuresOf } from './numbers.ts';

const INTRODUCTION = /\b(?:for example[,:]?|such as)\s+(?:the (?:value|name) )?/gi;

/** The values that a sentence shows as examples: text in marks of code, a domain name or ARN without, or the number in 'a value of 0.10 means'. */
export function examplesIn(sentence: string): (string | number)[] {
  const examples: (string | number)[] = [];
  for (const introduction of sentence.matchAll(INTRODUCTION)) {
    const rest = sentence.slice(introduction.index + introduction[0].length);
    const number = /^a value of (\d+(?:\.\d+)?) means\b/.exec(figuresOf(rest))?.[1];
    if (number !== undefined) {
      examples.push(Number(number));
      continue;
    }
    const text = /^`([^`]+)`/.exec(rest)?.[1] ?? /^([a-z0-9-]+(?:\.[a-z0-9-]+)+)(?=[.,;)]|\s|$)/.exec(rest)?.[1];
    if (text !== undefined) examples.push(text);
  }
  return examples;
}
