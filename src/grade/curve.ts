/** A point of the curve: with so many requests so large a share of the faults is found, from 0 to 1. */
export interface CurvePoint {
  requests: number;
  share: number;
}

/** The share of the faults that is found, by the requests that a run sends; a point wherever it rises. */
export function curveOf(faults: readonly { found?: { after: number } }[]): CurvePoint[] {
  const costs = faults.flatMap(({ found }) => (found ? [found.after] : [])).sort((a, b) => a - b);
  const points = costs.map((requests, index) => ({ requests, share: (index + 1) / faults.length }));
  return points.filter(({ requests }, index) => requests !== points[index + 1]?.requests);
}

/** The share that is found with so many requests. */
export function shareAt(points: readonly CurvePoint[], requests: number): number {
  return points.findLast((point) => point.requests <= requests)?.share ?? 0;
}
