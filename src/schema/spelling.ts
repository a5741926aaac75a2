import type { Schema } from '../core/contract.ts';
import type { Json } from '../core/json.ts';

/** How a text reads where a number or boolean is due: the value meant, and that it is an unusual spelling of it. */
export type SpelledValue = { value: Json } | undefined;

const NUMERAL = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;
const TRUTHS: Record<string, boolean> = { true: true, '1': true, false: false, '0': false };

/**
 * What a text means where the node wants a number or boolean, if any reader could take it for one: leading zeros,
 * plus signs, exponents, surrounding blanks, digits of another script, other case. Undefined if it is no spelling of such a value.
 */
export function read(text: string, node: Schema): SpelledValue {
  const bare = inAscii(text.trim());
  if (node.type === 'boolean') {
    const value = TRUTHS[bare.toLowerCase()];
    return value === undefined ? undefined : { value };
  }
  if (!NUMERAL.test(bare)) return undefined;
  const value = Number(bare);
  if (node.type === 'integer') return Number.isInteger(value) ? { value } : undefined;
  return { value };
}

/** Zeros of other scripts whose digits readers of numbers know, each followed by the other nine. */
const ZEROS = [0x660, 0x6f0, 0x966, 0xff10];

/** A text with the digits of other scripts as those of ASCII. */
const inAscii = (text: string): string =>
  text.replace(/[^\0-\x7f]/g, (character) => {
    const code = character.charCodeAt(0);
    const zero = ZEROS.find((one) => code >= one && code < one + 10);
    return zero === undefined ? character : String(code - zero);
  });

/** Unusual spellings of a supported value, each with its name. All are open. */
export function spellings(value: Json, node: Schema): [name: string, text: string][] {
  if (typeof value === 'boolean') {
    return [
      ['capital', value ? 'True' : 'False'],
      ['number', value ? '1' : '0'],
      ['surrounding blanks', ` ${value} `],
    ];
  }
  if (typeof value !== 'number') return [];
  const text = String(value);
  const found: [string, string][] = [
    ['leading zero', `0${text}`],
    ['plus sign', `+${text}`],
    ['exponent', value.toExponential()],
    ['surrounding blanks', ` ${text} `],
    ['trailing zeros', text.includes('.') ? `${text}000` : `${text}.0`],
  ];
  if (text.includes('.')) found.push(['many trailing zeros', text + '0'.repeat(40)]);
  if (node.type === 'number' && text.startsWith('0.')) found.push(['no zero before the point', text.slice(1)]);
  if (node.minimum === 0) found.push(['negative zero', '-0']);
  return found;
}
