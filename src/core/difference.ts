/**
 * How an answer may differ from the one that is documented, what keeps most else from being seen first. `fails`: a server
 * error. `broken`: a rule is broken, and no more is known of how.
 */
export const DIFFERENCE_KINDS = [
  'dies',
  'absent',
  'form',
  'fails',
  'refuses',
  'loses',
  'changes',
  'adds',
  'accepts',
  'code',
  'status',
  'header',
  'stale',
  'race',
  'broken',
] as const;
export type DifferenceKind = (typeof DIFFERENCE_KINDS)[number];

/** Which answer shows what was written: that to the write itself, or that of a later call. */
export const VIEWS = ['answer', 'read', 'readConfig', 'list'] as const;
export type View = (typeof VIEWS)[number];

/** One thing in which an answer differs from the documented one. */
export interface Difference {
  kind: DifferenceKind;
  /** The call that the difference is about: a write whose value comes back otherwise, a request that is accepted. */
  operation: string;
  /** Where the value of a write, or of any resource, was seen. */
  view?: View;
  /** The views in which it was looked for, this one among them. */
  looked?: readonly View[];
  /** The member, as in the input of a write: `DistributionConfig.Origins.Items`. */
  place?: string;
  /** What else tells it from others of its kind: the constraint that is broken, the error that is due, a header. */
  about?: string;
  /** As text; a value as JSON. */
  expected?: string;
  observed?: string;
}

/** The same for differences that are one but for the values in them. */
export function differenceKey({ kind, operation, view, place, about }: Difference): string {
  return [kind, operation, view, place, about].join(' | ');
}
