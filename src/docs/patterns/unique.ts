import type { Pattern, Reading } from './pattern.ts';

const UNIQUE =
  /\b(?:(?:must|should)(?: each| all)? be|(?<!n't |\bnot )(?:needs?|ha(?:s|ve)) to be|that(?:'s| is)|(?:value|name|reference)\S* (?:of \S+ )?is|(?:must|should) (?:each )?have an?) unique\b(?! (?:id|identifier)\b)(.*)/i;

/** 'must be unique', 'that is unique within your account', 'must have a unique name'. */
const mustBe: Pattern = {
  name: 'must-be-unique',
  read({ text }) {
    const match = UNIQUE.exec(text);
    if (match === null) return [];
    return [unique(scopeOf(match[1]!) ?? scopeOf(text.slice(0, match.index)))];
  },
};

/** 'A unique name to identify …': what the caller chooses, not an identifier that the service gave. */
const uniqueThing: Pattern = {
  name: 'unique-name',
  read({ text, subject }) {
    if (subject?.type.kind !== 'string') return [];
    const match =
      /^(?:an?|the|specify an?) unique (?:friendly )?(?:name|value|number|string|text|token|reference)\b(.*)/i.exec(
        text,
      );
    return match === null ? [] : [unique(/\b(?:within|in) /.test(match[1]!) ? scopeOf(match[1]!) : undefined)];
  },
};

/** 'A value that uniquely identifies a request.' */
const identifiesRequest: Pattern = {
  name: 'identifies-request',
  read({ text, subject }) {
    if (subject?.type.kind !== 'string') return [];
    return /\b(?:value|string|number|token)\b.*\buniquely identif(?:y|ies) an? (?:[\w-]+ )?request/i.test(text)
      ? [unique(undefined)]
      : [];
  },
};

export const uniqueness: Pattern[] = [mustBe, uniqueThing, identifiesRequest];

const unique = (scope: string | undefined): Reading => ({
  claim: { kind: 'unique', ...(scope === undefined ? {} : { scope }) },
});

/** The last noun of 'within your … account', 'in this distribution'. */
const scopeOf = (text: string): string | undefined =>
  /\b(?:within|in|across|per|among) (?:your|the|this|an?|each|all) ((?:[\w-]+ )*?[a-z]+)(?=[.,;]|$| (?:that|and|for|to)\b)/i
    .exec(text)?.[1]
    ?.split(' ')
    .at(-1)
    ?.toLowerCase();
