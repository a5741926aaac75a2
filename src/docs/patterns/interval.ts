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
    `\\b(?:from|range(?: is| of|:)?|values?(?: are| is)?:?) ${NUMBER}${UNIT} (?:to|through|up to) ${NUMBER}${UNIT}`,
  ),
  ([, low, lowUnit, high, unit]) => ({ minimum: numberOf(low!), maximum: numberOf(high!), unit: unit ?? lowUnit }),
);

/** X–Y, where the sentence speaks of values: a dash may join a date or the parts of a name too. */
const dashed = form(
  'dash',
  expression(
    `\\b(?:values?|numbers?|integers?|range|lengths?|from)\\b[^.()]*?(?<![\\w.–-])(\\d+(?:\\.\\d+)?)(?: ?[–—] ?| ?-+ ?)(\\d+(?:\\.\\d+)?)(?![\\w–-]|\\.\\d)${UNIT}`,
  ),
  ([, low, high, unit]) => ({ minimum: Number(low), maximum: Number(high), unit }),
);

const minimumIs = form(
  'minimum-is',
  expression(`\\bminimum(?: (?!is\\b|of\\b|and\\b)[\\w-]+){0,4}(?: (?:is|are|of)|:)(?: both)? ${NUMBER}${UNIT}`),
  ([, low, unit]) => ({ minimum: numberOf(low!), unit }),
);

const maximumIs = form(
  'maximum-is',
  expression(
    `\\bmaximum(?: and default| or default)?(?: (?!is\\b|of\\b|and\\b|are\\b)[\\w-]+){0,4}(?: (?:is|are|of)|:)(?: both)? ${NUMBER}${UNIT}`,
  ),
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
    `\\b(?:${MODAL}|specify|contains?|have|has|maximum|limit(?:ed)?)\\b[^;]*?\\b(?:at most|up to|no ${LARGER} than|a maximum of|limited to) ${NUMBER}${UNIT}(?! decimal)`,
  ),
  ([, high, unit]) => ({ maximum: numberOf(high!), unit }),
);

const notLarger = form(
  'not-larger',
  expression(
    `\\b${FORBIDS} (?:be ${LARGER} than|exceed|have more than|contain more than|specify more than) ${NUMBER}${UNIT}`,
  ),
  ([, high, unit]) => ({ maximum: numberOf(high!), unit }),
);

const notSmaller = form(
  'not-smaller',
  expression(
    `\\b${FORBIDS} (?:be ${SMALLER} than|have fewer than|contain fewer than|specify fewer than) ${NUMBER}${UNIT}`,
  ),
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
  expression(
    `\\b(?:must|should) be (?:(${LARGER} than or equal to|equal to or ${LARGER} than)|${LARGER} than|above) ${NUMBER}${UNIT}`,
  ),
  ([, inclusive, low, unit]) =>
    inclusive === undefined ? { exclusiveMinimum: numberOf(low!), unit } : { minimum: numberOf(low!), unit },
);

const below = form(
  'less-than',
  expression(
    `\\b(?:must|should) be (?:(${SMALLER} than or equal to|equal to or ${SMALLER} than)|${SMALLER} than|below|under) ${NUMBER}${UNIT}`,
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
        if (isConditional(text, match.index + Math.max(0, match[0].search(FIRST_NUMBER)))) continue;
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

const TEXT_UNITS = new Set(['characters', 'letters', 'digits']);

/** What an interval is about: the length of a text, the number of things, or the value of a number. */
function claimOf({ subject, text }: Statement, { unit, ...bounds }: Interval, rest: string): Claim | undefined {
  const { minimum, maximum } = bounds;
  // Two numbers in the wrong order are no interval but a name, a date or a quotient.
  if (minimum !== undefined && maximum !== undefined && minimum > maximum) return undefined;
  const closed = { ...(minimum === undefined ? {} : { minimum }), ...(maximum === undefined ? {} : { maximum }) };
  if (unit !== undefined && TEXT_UNITS.has(unit)) return { kind: 'length', ...closed, unit };
  switch (subject?.type.kind) {
    case 'int32':
    case 'int64':
    case 'float':
    case 'double':
      return { kind: 'range', ...bounds, ...(unit === undefined ? {} : { unit }) };
    case 'string':
      if (unit !== undefined && /bytes|B$/.test(unit)) return { kind: 'length', ...closed, unit };
      return /\blength\b|\blong(?:er)?\b/i.test(text)
        ? { kind: 'length', ...closed, unit: unit ?? 'characters' }
        : undefined;
    case undefined:
    case 'list':
    case 'structure':
      // Things are counted, and named after their number.
      if (unit !== undefined || !/^ (?:`?[\w-]+`? ){0,4}`?[\w-]+`?/.test(rest)) return undefined;
      return Number.isInteger(minimum ?? maximum) ? { kind: 'count', ...closed } : undefined;
    default:
      return undefined;
  }
}
