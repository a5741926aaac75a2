import type { Pattern } from './pattern.ts';
import { isConditional } from './pattern.ts';

const CHARACTERS: Record<string, string> = {
  slash: '/',
  'forward slash': '/',
  hyphen: '-',
  dash: '-',
  dot: '.',
  period: '.',
  underscore: '_',
  colon: ':',
  asterisk: '*',
};

/** A text between marks of code or quotation marks, or a character by its name, with or without the character itself in parentheses. */
const LITERAL = `(?:the )?(?:characters? |string |text |value )?(?:\`([^\`]+)\`|["“]([^"”]+)["”]|an? (?:leading )?(${Object.keys(
  CHARACTERS,
)
  .sort((a, b) => b.length - a.length)
  .join('|')})(?: \\((?:\`([^\`]+)\`|(\\S+))\\))?)`;

const NEVER = "(?:can't|cannot|can not|must not|mustn't|may not|shouldn't|should not|do(?:es)? not|doesn't|don't)";

export const prefix: Pattern = textPattern('prefix', 'prefix', [
  `(?:must|should|needs? to) (?:start|begin) with (?:the prefix )?${LITERAL}`,
  `(?:must|should|needs? to) (?:contain|have|include|use|carry) (?:the|a) prefix (?:of )?${LITERAL}`,
  `(?:must|should|needs? to) be prefixed (?:with|by) ${LITERAL}`,
  `(?:always |must )(?:starts?|begins?) with ${LITERAL}`,
  `prefix (?:of the \\w+ )?must be ${LITERAL}`,
]);

export const notPrefix: Pattern = textPattern('notPrefix', 'notPrefix', [
  `${NEVER} (?:start|begin) with ${LITERAL}`,
  `${NEVER} (?:contain|have|include|use) (?:the|a) prefix (?:of )?${LITERAL}`,
  `${NEVER} be prefixed (?:with|by) ${LITERAL}`,
]);

function textPattern(name: string, kind: 'prefix' | 'notPrefix', forms: string[]): Pattern {
  const sources = forms.map((form) => new RegExp(form, 'i'));
  return {
    name,
    read({ text, subject }) {
      if (subject === undefined) return [];
      for (const source of sources) {
        const match = source.exec(text);
        if (match === null || isConditional(text, match.index)) continue;
        const value = match[1] ?? match[2] ?? match[4] ?? match[5] ?? CHARACTERS[match[3]!.toLowerCase()]!;
        return [{ claim: { kind, value } }];
      }
      return [];
    },
  };
}
