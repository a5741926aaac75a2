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

/** 'begin', 'start and end', 'begin or end', 'begin the name'. */
const BEGIN = '(?:start|begin)(?:(?: and| or) (?:end|finish))?(?: (?:the|your|an?) \\w+(?: \\w+)?)?';

const NEVER = "(?:can't|cannot|can not|must not|mustn't|may not|shouldn't|should not|do(?:es)? not|doesn't|don't)";

export const prefix: Pattern = textPattern('prefix', 'prefix', [
  `(?:must|should|needs? to) ${BEGIN} with (?:the prefix )?${LITERAL}`,
  `(?:must|should|needs? to) (?:contain|have|include|use|carry) (?:the|a) prefix (?:of )?${LITERAL}`,
  `(?:must|should|needs? to) be prefixed (?:with|by) ${LITERAL}`,
  `(?:always |must )(?:starts?|begins?) with ${LITERAL}`,
  `prefix (?:of the \\w+ )?must be ${LITERAL}`,
]);

export const notPrefix: Pattern = textPattern('notPrefix', 'notPrefix', [
  `${NEVER} ${BEGIN} with (?:(?:the |an? )?(?:[\\w-]+ )?prefix(?:es)? (?:of |such as )?)?${LITERAL}`,
  `${NEVER} (?:contain|have|include|use) (?:the|a) prefix (?:of )?${LITERAL}`,
  `${NEVER} be prefixed (?:with|by) ${LITERAL}`,
]);

function textPattern(name: string, kind: 'prefix' | 'notPrefix', forms: string[]): Pattern {
  const sources = forms.map((form) => new RegExp(form, 'gi'));
  return {
    name,
    read({ text, subject }) {
      if (subject === undefined) return [];
      const values = sources
        .flatMap((source) => [...text.matchAll(source)])
        .filter((match) => !isConditional(text, match.index))
        .flatMap((match) => {
          const value = match[1] ?? match[2] ?? match[4] ?? match[5] ?? CHARACTERS[match[3]!.toLowerCase()]!;
          const all = [value, ...alternatives(text.slice(match.index + match[0].length))];
          // Each of several beginnings is forbidden, but none of them is demanded.
          return kind === 'prefix' && all.length > 1 ? [] : all;
        });
      return [...new Set(values)].map((value) => ({ claim: { kind, value } }));
    },
  };
}

/** The others of '`a`, `b`, or `c`', after the first. */
function alternatives(rest: string): string[] {
  const list = /^(?:(?:, (?:or |and )?| or | and )`[^`]+`)+/.exec(rest)?.[0] ?? '';
  return [...list.matchAll(/`([^`]+)`/g)].map((match) => match[1]!);
}
