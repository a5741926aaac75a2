/** How a run compares with an earlier one of the same target, by deviation. */
export interface Comparison {
  /** When the earlier run began, ISO 8601. */
  started: string;
  /** Sentences of the earlier run: what it breaks was judged again and holds. */
  fixed: string[];
  /** Sentences of the earlier run: what it breaks was not judged now. */
  unseen: string[];
  /** Keys of this run. */
  left: string[];
  added: string[];
}
