/**
 * Why a rule could not be judged, for a machine. `option`: an option left it out. `not-implemented`: operations that it is
 * about, or can't do without, are absent. `transport`: the target has no way to show it. `step`: a call on the way to it went
 * wrong; a report then names the finding that shows the same. Anything without one of these is unexplained.
 */
export type Hindrance =
  | { kind: 'option' }
  | { kind: 'not-implemented'; operations: string[] }
  | { kind: 'transport' }
  | {
      kind: 'step';
      operation: string;
      /** What became of the call, as in a finding's steps. */
      outcome: string;
      /** Rules that demand what the call lacks: a finding of one of them on this operation explains it. */
      rules: string[];
    };
