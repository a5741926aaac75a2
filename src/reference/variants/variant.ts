import type { Deviation } from '../deviation.ts';

/** A deviation that the documentation allows, and that no suite may hold against an implementation. */
export interface Variant extends Deviation {
  name: string;
  /** What such an implementation does, as one sentence. */
  about: string;
}
