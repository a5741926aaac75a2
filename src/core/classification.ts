import type { Path } from './json.ts';

/** A documented rule that a request breaks, and where. */
export interface ConstraintViolation {
  /** `Shape.Member.keyword` */
  rule: string;
  path: Path;
}

/** A place on which the documentation is silent. `reason` is `Shape.Member.what`. */
export interface Ambiguity {
  reason: string;
  path: Path;
}

/** What the documentation makes of a request. Broken if anything is broken, else open if anything is open, else supported. */
export interface Classification {
  answer: 'supported' | 'broken' | 'open';
  broken: ConstraintViolation[];
  open: Ambiguity[];
}
