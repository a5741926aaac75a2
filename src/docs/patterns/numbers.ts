const WORDS = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
];

/** A number in figures or as a word. To be used inside of a larger expression, case-insensitively. */
export const NUMBER = `(-?\\d+(?:\\.\\d+)?|${WORDS.join('|')})`;

const KINDS_OF_CHARACTER =
  '(?:(?:alphanumeric|unicode|ascii|utf-8|lower-?case|upper-?case|printable|hexadecimal|numeric|single-byte)(?:,? or |, | ))*';

/** A unit of measure after a number, and in brackets what it is in another unit. */
export const UNIT = `(?: ?${KINDS_OF_CHARACTER}(milliseconds?|seconds?|minutes?|hours?|days?|weeks?|months?|years?|bits?|characters?|letters?|digits|bytes?|[KMGT]i?B|(?:kilo|mega|giga|kibi|mebi|gibi)bytes?|percent|%)(?![a-z]))?(?: \\(\\d[^()]*\\)(?= (?:to|through|and|up to) \\d))?`;

export function numberOf(text: string): number {
  const word = WORDS.indexOf(text.toLowerCase());
  return word >= 0 ? word : Number(text);
}

/** The unit in plural, lower case: seconds, characters, bytes. */
export function unitOf(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  if (text === '%') return 'percent';
  const unit = /^[KMGT]i?B$/i.test(text) ? text : text.toLowerCase();
  return /s$|percent|B$/.test(unit) ? unit : `${unit}s`;
}

/** The sentence without what hides its numbers: thousands commas, and marks of code round figures. */
export const figuresOf = (text: string): string =>
  text.replace(/`(-?[\d.,]*\d)`/g, '$1').replace(/(\d),(?=\d{3}(?!\d))/g, '$1');
