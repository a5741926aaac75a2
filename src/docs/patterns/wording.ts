import type { Pattern } from './pattern.ts';

/** 'Valid characters are `a-z`, …' */
const characters: Pattern = {
  name: 'characters',
  read({ text, subject }) {
    const match = /\b(?:valid|allowed|permitted|accepted|supported) characters(?: are| include|:) (.+)/i.exec(text);
    return match === null || subject === undefined
      ? []
      : [{ claim: { kind: 'characters', value: charactersIn(match[1]!) } }];
  },
};

/** 'in the following format: `…`', 'The format of the value is:' before the format itself. */
const format: Pattern = {
  name: 'format',
  read({ text, subject, next }) {
    if (subject === undefined) return [];
    const open =
      /\b(?:in the following format|format of the \w+ is|must (?:have|use|be in) the (?:following )?format):?\s*(.*)$/i.exec(
        text,
      );
    if (open !== null) {
      const value = code(open[1] !== '' ? open[1]! : (next ?? ''));
      return value === '' ? [] : [{ claim: { kind: 'format', value } }];
    }
    const named = /\bmust be (?:in )?(?:an? )?(?:valid )?(\w+)(?: format|-formatted)\b/i.exec(text);
    return named === null ? [] : [{ claim: { kind: 'format', value: named[1]! } }];
  },
};

export const wording: Pattern[] = [characters, format];

/** The blank has no mark of code around it. */
const charactersIn = (text: string): string => code(text) + (/\bspaces?\b/i.test(text) ? ' space' : '');

const code = (text: string): string =>
  [...text.matchAll(/`([^`]+)`/g)].map((match) => match[1]).join(' ') || text.replace(/\.$/, '');
