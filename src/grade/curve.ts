import type { FaultGrade } from './grade.ts';

/** A point of the curve: with so many requests so large a share of the faults is found, from 0 to 1. */
export interface CurvePoint {
  requests: number;
  share: number;
}

/** The share of the faults that is found, by the requests that a run sends; a point wherever it rises. */
export function curveOf(faults: readonly FaultGrade[]): CurvePoint[] {
  const costs = faults.flatMap(({ found }) => (found ? [found.after] : [])).sort((a, b) => a - b);
  const points = costs.map((requests, index) => ({ requests, share: (index + 1) / faults.length }));
  return points.filter(({ requests }, index) => requests !== points[index + 1]?.requests);
}

/** The share that is found with so many requests. */
export function shareAt(points: readonly CurvePoint[], requests: number): number {
  return points.findLast((point) => point.requests <= requests)?.share ?? 0;
}

const WIDTH = 72;
const HEIGHT = 12;

/** The curve as lines of text: requests to the right on a logarithmic scale, the share found upwards. */
export function curveText(points: readonly CurvePoint[]): string[] {
  const last = points.at(-1)?.requests ?? 1;
  const columns = Array.from({ length: WIDTH }, (_, column) =>
    shareAt(points, Math.round(last ** ((column + 1) / WIDTH))),
  );
  const rows = Array.from({ length: HEIGHT }, (_, row) => {
    const floor = 1 - (row + 1) / HEIGHT;
    const label = row % 3 === 0 ? `${Math.round((1 - row / HEIGHT) * 100)} %` : '';
    return `${label.padStart(6)} |${columns.map((share) => (share > floor ? '#' : ' ')).join('')}`.trimEnd();
  });
  return [
    'faults found by number of requests',
    ...rows,
    `${''.padStart(6)} +${'-'.repeat(WIDTH)}`,
    `${''.padStart(7)}1${`${last} requests`.padStart(WIDTH)}`,
  ];
}
