/**
 * What a run has learnt of the ways in which things can be made on its target. A preparation (such as "a staging
 * distribution") has several ways, by name and in order; one that failed is not tried again.
 */
export interface Ways {
  /** Why a way failed; undefined for one that was not tried or works. */
  failure(preparation: string, way: string): string | undefined;
  fail(preparation: string, way: string, reason: string): void;
  /** A way works. */
  take(preparation: string, way: string): void;
}
