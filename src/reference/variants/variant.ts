import type { Modification } from '../modification.ts';

/** A modification that the documentation allows, and that no suite may hold against an implementation. */
export interface Variant extends Modification {
  name: string;
  /** What such an implementation does, as one sentence. */
  about: string;
}
