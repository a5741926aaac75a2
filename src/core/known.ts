/** A deviation that somebody knows of and lives with for now. One of `deviation` and `rule` is there at least. */
export interface KnownDeviation {
  /** Key of the deviation; without its scope (`@…`) it stands for every scope. */
  deviation?: string;
  /** A glob of rule ids. Beside `deviation`: the rule that showed it, and that holds once it is mended. */
  rule?: string;
  reason: string;
  /** `YYYY-MM-DD`, the last day on which it is lived with. */
  expires?: string;
  link?: string;
}

/**
 * `strict`: whether one that is not there any more fails the run, so that the list stays true. `partial`: options let the run
 * judge less than a default run, so that it shows of no entry that it is out of date.
 */
export interface KnownDeviations {
  strict: boolean;
  partial?: true;
  entries: KnownDeviation[];
}
