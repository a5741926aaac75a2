/**
 * Rules that demand what others build on, such as that a create can be read. Where one of them is broken on one of these
 * operations, nothing may be left to see for a rule that needs them.
 */
export interface Basics {
  operations: string[];
  /** Ids. */
  rules: string[];
}

/**
 * Why a rule could not be judged, for a machine. `option`: an option left it out. `not-implemented`: operations that it is
 * about, or can't do without, are absent. `transport`: the target has no way to show it. `step`: a call on the way to it went
 * wrong; a report then names the finding that shows the same. `unobserved`: no response exercised the rule.
 */
export type Hindrance =
  | { kind: 'option' }
  | { kind: 'not-implemented'; operations: string[] }
  | { kind: 'transport' }
  | {
      kind: 'step';
      operation: string;
      /** The outcome of the call, as in a finding's steps. */
      outcome: string;
      /** Rules that demand what the call lacks: a finding of one of them on this operation explains it. */
      rules: string[];
      /** Of a call that succeeded, and yet did not show what it should. */
      basics?: Basics;
    }
  | { kind: 'unobserved'; basics: Basics };

/** Nothing was observed; a run adds on what its rule builds. */
export const UNOBSERVED: Hindrance = { kind: 'unobserved', basics: { operations: [], rules: [] } };
