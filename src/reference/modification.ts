import type { Handler } from '../core/target.ts';
import type { ReadScalar } from '../wire/scalar.ts';
import type { Behaviour } from './behaviour.ts';
import type { Context, Operate } from './context.ts';

export type Operations = Record<string, Operate>;

/** What differs from the documented behaviour. Each function is called once for each reference, so what it closes over is that reference's own. */
export interface Modification {
  /** Puts other decisions in the place of some. */
  decide?: (before: Behaviour) => Partial<Behaviour>;
  /** Puts other operations in the place of some, or wraps them. */
  operate?: (before: Operations) => Operations;
  /** Wraps the way from a request to its answer. */
  handle?: (before: Handler, context: Context) => Handler;
  /** Reads numbers and booleans in another way. */
  scalar?: ReadScalar;
}

/** Several modifications as one. Later ones see what earlier ones made. */
export function together(
  ...modifications: Modification[]
): Required<Omit<Modification, 'scalar'>> & Pick<Modification, 'scalar'> {
  const scalar = modifications.findLast((modification) => modification.scalar)?.scalar;
  return {
    decide(before) {
      const behaviour = { ...before };
      for (const { decide } of modifications) Object.assign(behaviour, decide?.({ ...behaviour }));
      return behaviour;
    },
    operate: (before) => modifications.reduce((operations, { operate }) => operate?.(operations) ?? operations, before),
    handle: (before, context) => modifications.reduce((next, { handle }) => handle?.(next, context) ?? next, before),
    ...(scalar && { scalar }),
  };
}
