import type { MemberDoc, TypeDoc } from '../documentation.ts';
import { figuresOf, NUMBER, numberOf, UNIT, unitOf } from './numbers.ts';
import type { Claim, Pattern, Reading, Statement } from './pattern.ts';
import { isConditional } from './pattern.ts';

interface Interval {
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
  unit?: string | undefined;
}

const MODAL = "(?:must(?: not)?|can(?:not|'t)?|may(?: not)?|should(?: not)?|need to)";
const FORBIDS = "(?:must not|mustn't|can(?:not|'t| not)|may not|should not|shouldn't|should never)";
const LARGER = '(?:longer|more|greater|larger|higher|later)';
const SMALLER = '(?:shorter|less|fewer|smaller|lower)';
const OR_EQUAL = (than: string): string => `${than} than,? or equal to,?|equal to,? or ${than} than`;

const FIRST_NUMBER = new RegExp(`(?<!\\w)${NUMBER}`, 'i');

const expression = (source: string): RegExp => new RegExp(source, 'gi');

/** 'between X and Y' takes both ends in unless it says otherwise. */
const between = form(
  'between',
  expression(`\\bbetween ${NUMBER}${UNIT} and ${NUMBER}${UNIT}(?:,? \\(?(inclusive|exclusive))?`),
  ([, low, lowUnit, high, unit, ends]) =>
    ends?.toLowerCase() === 'exclusive'
      ? { exclusiveMinimum: numberOf(low!), exclusiveMaximum: numberOf(high!), unit: unit ?? lowUnit }
      : { minimum: numberOf(low!), maximum: numberOf(high!), unit: unit ?? lowUnit },
);

const fromTo = form(
  'from-to',
  expression(
    `\\b(?:from|range(?: is| of|:)?|values?(?: are| is)?:?|(?:be|contain|have|include)) ${NUMBER}${UNIT} (?:to|through|up to) ${NUMBER}${UNIT}`,
  ),
  ([, low, lowUnit, high, unit]) => ({ minimum: numberOf(low!), maximum: numberOf(high!), unit: unit ?? lowUnit }),
);

/** X–Y, where the sentence speaks of values: a dash may join a date or the parts of a name too. */
const dashed = form(
  'dash',
  expression(
    `\\b(?:values?|numbers?|integers?|range|lengths?|from|must (?:be|contain|have))\\b[^.()]*?(?<![\\w.–-])(\\d+(?:\\.\\d+)?)(?: ?[–—] ?| ?-+ ?)(\\d+(?:\\.\\d+)?)(?![\\w–-]|\\.\\d)${UNIT}`,
  ),
  ([sentence, low, high, unit]) =>
    new RegExp(FORBIDS, 'i').test(sentence) ? {} : { minimum: Number(low), maximum: Number(high), unit },
);

const WORD = '(?!is\\b|are\\b|and\\b|or\\b)[`\\w-]+';

/** What stands between 'maximum' and its number: 'length of the name is', 'size:', 'of', or nothing before a number of characters. */
const EXTREME = `(?:(?: ${WORD}){0,8} (?:is|are)(?: both)?|(?: (?!of\\b)${WORD}){0,4}(?: of|:)|(?: length| size)?(?= \\d+ (?:\\w+ )?(?:characters|letters)\\b))`;

/** In 'the minimum for the maximum age is 5' the number is no maximum. */
const NOT_OF_OTHER = `(?<!\\b(?:min|max)(?:imum)?(?: ${WORD}){0,6} )`;

const minimumIs = form(
  'minimum-is',
  expression(`${NOT_OF_OTHER}\\bmin(?:imum)?${EXTREME} ${NUMBER}${UNIT}`),
  ([, low, unit]) => ({
    minimum: numberOf(low!),
    unit,
  }),
);

const maximumIs = form(
  'maximum-is',
  expression(`${NOT_OF_OTHER}\\bmax(?:imum)?(?: and default| or default)?${EXTREME} ${NUMBER}${UNIT}`),
  ([, high, unit]) => ({ maximum: numberOf(high!), unit }),
);

const atLeast = form(
  'at-least',
  expression(`\\b${MODAL}\\b[^;]*?\\b(?:at least|no (?:fewer|less|shorter) than|a minimum of) ${NUMBER}${UNIT}`),
  ([, low, unit]) => ({ minimum: numberOf(low!), unit }),
);

const atMost = form(
  'at-most',
  expression(
    `(?:\\b(?:${MODAL}|specify|contains?|have|has|limit)\\b[^;]*?\\b(?:at most|up to|no ${LARGER} than|a maximum of)|\\blimited to|\\bup to(?= \\d+ (?:\\w+ )?(?:characters|letters)\\b)) ${NUMBER}${UNIT}(?! decimal)`,
  ),
  ([, high, unit]) => ({ maximum: numberOf(high!), unit }),
);

const notLarger = form(
  'not-larger',
  expression(`\\b${FORBIDS} (?:be ${LARGER} than|exceed|\\w+ more than) ${NUMBER}${UNIT}`),
  ([, high, unit]) => ({ maximum: numberOf(high!), unit }),
);

const notSmaller = form(
  'not-smaller',
  expression(`\\b${FORBIDS} (?:be ${SMALLER} than|\\w+ fewer than) ${NUMBER}${UNIT}`),
  ([, low, unit]) => ({ minimum: numberOf(low!), unit }),
);

const orMore = form(
  'or-more',
  expression(
    `\\b(?:must|should|can)(?: (?:be|have|contain|specify|include))+ ${NUMBER}${UNIT} or (?:more|greater|higher|longer)`,
  ),
  ([, low, unit]) => ({ minimum: numberOf(low!), unit }),
);

const orLess = form(
  'or-less',
  expression(
    `\\b(?:must|should|can)(?: (?:be|have|contain|specify|include))+ ${NUMBER}${UNIT} or (?:less|fewer|lower|shorter)`,
  ),
  ([, high, unit]) => ({ maximum: numberOf(high!), unit }),
);

const above = form(
  'greater-than',
  expression(`\\b(?:must|should) be (?:(${OR_EQUAL(LARGER)})|${LARGER} than|above) ${NUMBER}${UNIT}`),
  ([, inclusive, low, unit]) =>
    inclusive === undefined ? { exclusiveMinimum: numberOf(low!), unit } : { minimum: numberOf(low!), unit },
);

const below = form(
  'less-than',
  expression(
    `\\b(?:must|should) be (?:[^.;]{1,60}?,? (?:and|but) )?(?:(${OR_EQUAL(SMALLER)})|${SMALLER} than|below|under) ${NUMBER}${UNIT}`,
  ),
  ([, inclusive, high, unit]) =>
    inclusive === undefined ? { exclusiveMaximum: numberOf(high!), unit } : { maximum: numberOf(high!), unit },
);

/** 'a two-letter code', 'an eight-character name'. */
const wordLength = form(
  'n-letter',
  expression(`\\b${NUMBER}-(letter|character)\\b(?! (?:prefix|suffix))`),
  ([, size, unit]) => ({ minimum: numberOf(size!), maximum: numberOf(size!), unit }),
);

export const intervals: Pattern[] = [
  between,
  fromTo,
  dashed,
  minimumIs,
  maximumIs,
  atLeast,
  atMost,
  notLarger,
  notSmaller,
  orMore,
  orLess,
  above,
  below,
  wordLength,
];

function form(name: string, source: RegExp, interval: (match: RegExpMatchArray) => Interval): Pattern {
  return {
    name,
    read(statement) {
      const text = figuresOf(statement.text);
      const readings: Reading[] = [];
      for (const match of text.matchAll(source)) {
        const number = match.index + Math.max(0, match[0].search(FIRST_NUMBER));
        if (isConditional(text, number) || TELLS_ANSWER.test(text.slice(0, number))) continue;
        const found = interval(match);
        const claim = claimOf(
          statement,
          { ...found, unit: unitOf(found.unit) },
          text.slice(match.index + match[0].length),
        );
        if (claim !== undefined) readings.push({ claim });
      }
      return readings;
    },
  };
}

const TEXTS = new Set<TypeDoc['kind']>(['string', 'list', 'map', 'structure', 'blob']);
const TEXT_UNITS = new Set(['characters', 'letters', 'digits']);

/** What the service does is no constraint on what it is sent. */
const TELLS_ANSWER =
  /\b(?:returns?|responses? (?:can |may )?(?:includes?|contains?|holds?)|(?:are|is) returned)\b[^,;]*$/i;

/** 'letters, numbers, or hyphens': characters of several kinds. */
const OTHER_CHARACTERS =
  /^(?:,|,? (?:and|or)) (?:letters|numbers|digits|hyphens|underscores|periods|dashes|spaces|symbols)/i;

/** What follows a number that is relative to another: '10 % greater than before', '50 of the storage', '3 times'. */
const RELATIVE = /^ (?:(?:greater|larger|higher|longer|more|less|smaller|lower|shorter) than|of the|times)\b/i;

/** A number of things each second is a speed. */
const RATE = /^[^.;,]*\bper (?:second|minute|hour|day)\b|^[^.;,]*\bat a time\b/i;

/** What is counted, right after its number. */
const THING =
  /^ (?!(?:and|because|but|by|depending|for|if|in|inclusive|of|or|otherwise|per|that|to|unless|when|which|while)\b)[a-z]+\b/;

/** A member that itself is a number of things. */
const isAmount = (subject: MemberDoc): boolean =>
  /\b(?:number|count|quantity|total|amount|maximum)\b/i.test(subject.prose[0]?.text ?? '');

/** What an interval is about: the length of a text, the number of things, or the value of a number. */
function claimOf({ subject, text }: Statement, { unit, ...bounds }: Interval, rest: string): Claim | undefined {
  const { minimum, maximum } = bounds;
  // Two numbers in the wrong order are no interval but a name, a date or a quotient.
  if (minimum !== undefined && maximum !== undefined && minimum > maximum) return undefined;
  if (Object.values(bounds).every((bound) => bound === undefined) || RELATIVE.test(rest)) return undefined;
  const closed = { ...(minimum === undefined ? {} : { minimum }), ...(maximum === undefined ? {} : { maximum }) };
  if (unit !== undefined && TEXT_UNITS.has(unit)) {
    if (subject === undefined || !TEXTS.has(subject.type.kind)) return undefined;
    return { kind: 'length', ...closed, unit: OTHER_CHARACTERS.test(rest) ? 'characters' : unit };
  }
  switch (subject?.type.kind) {
    case 'int32':
    case 'int64':
    case 'float':
    case 'double':
      // 'at least one lamp' is about lamps, unless the member is their number.
      if (unit === undefined && THING.test(rest) && !isAmount(subject)) return undefined;
      return { kind: 'range', ...bounds, ...(unit === undefined ? {} : { unit }) };
    case 'string':
      if (unit !== undefined && /bytes|B$/.test(unit)) return { kind: 'length', ...closed, unit };
      return unit !== 'bits' && /\blength\b|\blong(?:er)?\b/i.test(text)
        ? { kind: 'length', ...closed, unit: unit ?? 'characters' }
        : undefined;
    case undefined:
    case 'list':
    case 'structure':
      // Things are counted, and named after their number or before it.
      if (unit !== undefined || RATE.test(rest)) return undefined;
      if (!/^ (?!of\b)(?:`?[\w-]+`? ){0,4}`?[\w-]+`?/.test(rest) && !/\bnumber of\b/i.test(text)) return undefined;
      return Number.isInteger(minimum ?? maximum) ? { kind: 'count', ...closed } : undefined;
    default:
      return undefined;
  }
}
