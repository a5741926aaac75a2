/** The value that so large a share of the values does not exceed (nearest rank); 0 where there are none. `share`: above 0, up to 1. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.ceil(share * sorted.length) - 1] ?? 0;
}
