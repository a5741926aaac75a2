import type { Json, JsonObject } from '../../core/json.ts';

/** Which write a configuration comes with. */
export type Write = 'create' | 'update';

/** A bound that a number keeps. */
export interface NumberLimit {
  side: 'minimum' | 'maximum';
  value: number;
  /** The bound itself is outside. */
  exclusive: boolean;
}

/** One demand on a policy's configuration. */
export interface PolicyCheck {
  /** Stable and short; faults are named after it. */
  slug: string;
  /** The documented rule, `Shape.Member.keyword`; for an open matter `Shape.Member.what`. */
  rule: string;
  /** The error code of a refusal; `malformed` is answered like a body that is no document of its shape. */
  code: 'malformed' | 'InvalidArgument' | 'InconsistentQuantities';
  /** What is demanded, in words for a message. */
  demands: string;
  test: Test;
  /** What is usual where the documentation is silent; absent where it is not. */
  open?: 'accept' | 'refuse';
}

export type Test =
  /** `concerns`: whether there is what is demanded something of; given for what is documented. */
  | { broken: (config: JsonObject) => boolean; concerns?: (config: JsonObject) => boolean }
  /** The number that is held against a limit; undefined where there is none. `step`: the next number that differs. */
  | { measure: (config: JsonObject) => number | undefined; limit: NumberLimit; step: number };

/** Whether a number is outside of a limit. */
export function outside(value: number, { side, value: bound, exclusive }: NumberLimit): boolean {
  if (exclusive && value === bound) return true;
  return side === 'minimum' ? value < bound : value > bound;
}

export const numberOf = (value: Json | undefined): number | undefined =>
  typeof value === 'number' ? value : undefined;
