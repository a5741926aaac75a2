import type { Schema } from '../../core/contract.ts';
import type { Json } from '../../core/json.ts';

/** Numbers of one kind. Texts are sent as they stand. */
export interface NumberKind {
  kind: string;
  values: readonly Json[];
}

const POWERS = [7, 8, 15, 16, 31, 32, 53, 63, 64];

/** Numbers at the bounds of a member, at those of machine words, and in spellings that readers take differently. */
export function numbersFor({ minimum, maximum, exclusiveMinimum, type }: Schema): readonly NumberKind[] {
  const step = type === 'integer' ? 1 : 0.001;
  const low = minimum ?? exclusiveMinimum;
  const rounded = (value: number): number => Math.round(value * 1e6) / 1e6;
  const near = (name: string, bound: number | undefined, inside: 1 | -1): NumberKind[] =>
    bound === undefined
      ? []
      : [
          { kind: name, values: [bound] },
          { kind: `inside ${name}`, values: [rounded(bound + inside * step)] },
          { kind: `outside ${name}`, values: [rounded(bound - inside * step)] },
        ];
  const middle = low !== undefined && maximum !== undefined ? [rounded((low + maximum) / 2)] : [];
  return [
    ...near('minimum', low, 1),
    ...near('maximum', maximum, -1),
    { kind: 'middle', values: middle.map((value) => (type === 'integer' ? Math.round(value) : value)) },
    { kind: 'small', values: [0, 1, -1, 2, 100] },
    { kind: 'word', values: POWERS.flatMap((power) => [2n ** BigInt(power) - 1n, 2n ** BigInt(power)].map(String)) },
    { kind: 'negative-word', values: POWERS.map((power) => `-${2n ** BigInt(power)}`) },
    { kind: 'huge', values: ['9'.repeat(26), '1e308', '1e400', '9'.repeat(400)] },
    { kind: 'fine', values: ['0.1000000001', '0.0001', '1e-300', '0.1499999999999999'] },
    { kind: 'spelled', values: ['01', '+1', '1e2', '0x10', ' 1', '1 ', '1.0', '1.', '-0', '\u0661'] },
    { kind: 'no-number', values: ['', 'abc', 'null', 'NaN', 'Infinity', 'true', '1,5', '--1', '1 2'] },
  ].filter(({ values }) => values.length > 0);
}

/** What may stand where a boolean is due. */
export const BOOLEANS: readonly NumberKind[] = [
  { kind: 'false', values: [false] },
  { kind: 'true', values: [true] },
  { kind: 'spelled', values: ['True', 'FALSE', '1', '0', ' true '] },
  { kind: 'no-boolean', values: ['', 'yes', 'null', '2', 'tru'] },
];
