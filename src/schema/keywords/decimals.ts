import { type Keyword, set } from '../keyword.ts';
import { numberDomain, tidy } from './number.ts';

/** A number must have at most this many digits after the decimal point. */
export const decimals: Keyword<number> = {
  name: 'decimals',
  validate: (digits: number, value: unknown) =>
    typeof value !== 'number' || tidy(Number(value.toFixed(digits))) === value,
  breach: 'a number with too many decimals',
  demand: (digits, { member }) => `${member} must have at most ${digits} decimals`,
  violations: (digits, { member, node }) => [
    { name: 'one decimal more', edit: set(member, tidy(numberDomain(node).min + 10 ** -(digits + 1))) },
    { name: 'seven decimals', edit: set(member, tidy(numberDomain(node).min + 0.0000001)) },
  ],
};
