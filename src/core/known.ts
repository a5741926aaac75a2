/** A deviation that somebody knows of and lives with for now. */
export interface KnownDeviation {
  /** A glob of rule ids. */
  rule: string;
  reason: string;
  /** `YYYY-MM-DD`, the last day on which it is lived with. */
  expires?: string;
  link?: string;
}

/** `strict`: whether one that is not there any more fails the run, so that the list stays true. */
export interface KnownDeviations {
  strict: boolean;
  entries: KnownDeviation[];
}
