import type { Json } from '../core/json.ts';

/** What sets a text apart from usual ones, the first that holds. */
const TEXT: readonly [name: string, holds: RegExp][] = [
  ['empty', /^$/],
  ['blank', /^\s+$/],
  ['surrounding-blanks', /^\s|\s$/],
  ['not-printable-ascii', /[^\x20-\x7e]/],
  ['inner-blanks', /\s/],
  ['upper-case', /[A-Z]/],
];

/** The same of a number or a boolean that is spelt in another way than usual. */
const SPELLING: readonly [name: string, holds: RegExp][] = [
  ['surrounding-blanks', /^\s|\s$/],
  ['plus-sign', /^\+/],
  ['exponent', /^[-+]?[\d.]+e/i],
  ['leading-zero', /^-?0\d/],
  ['trailing-zero', /^-?\d*\.\d*0$/],
  ['no-digit-before-the-point', /^-?\./],
  ['point-at-the-end', /\.$/],
  ['other-case', /^[a-z]*[A-Z][A-Za-z]*$/],
  ['digit', /^[01]$/],
];

/** A reason with the trait of the value that it is of, where the reason alone covers values that servers tell apart. */
export function withTrait(reason: string, value: Json | undefined): string {
  if (typeof value !== 'string') return reason;
  const traits = reason.endsWith('.spelling') ? SPELLING : reason.endsWith('.supported.pattern') ? TEXT : [];
  const trait = traits.find(([, holds]) => holds.test(value))?.[0];
  return trait === undefined ? reason : `${reason}.${trait}`;
}
