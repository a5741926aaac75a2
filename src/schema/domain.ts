import type { Json } from '../core/json.ts';

/** The values that a node allows, as the keywords narrow it. Bounds are inclusive; lengths count UTF-16 units. */
export interface Domain {
  min: number;
  max: number;
  /** Digits after the decimal point. */
  decimals: number;
  values?: Json[];
  pattern?: string;
  /** A text of the pattern that reads well. */
  example?: string;
  /** Text that must stand in the value. */
  holds?: string;
  /** Text that must not stand at its start. */
  notPrefix?: string;
  minLength: number;
  maxLength: number;
  minItems: number;
  maxItems: number;
  unique: boolean;
  /** Member of the items in which no two are alike. */
  uniqueBy?: string;
}

/** Nothing narrowed yet. Integers stay within 32 bits, which every documented integer shares. */
export function anything(): Domain {
  return {
    min: -(2 ** 31),
    max: 2 ** 31 - 1,
    decimals: 3,
    minLength: 1,
    maxLength: 128,
    minItems: 0,
    maxItems: 3,
    unique: false,
  };
}
