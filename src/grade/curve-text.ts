import { type CurvePoint, shareAt } from './curve.ts';

const HEIGHT = 12;

/** What stands left of the plot. */
const MARGIN = 8;

/** The curve as lines of so many columns: requests to the right on a logarithmic scale, the share found upwards. */
export function curveText(points: readonly CurvePoint[], columns: number): string[] {
  const last = points.at(-1)?.requests ?? 1;
  const width = Math.max(24, columns - MARGIN);
  const shares = Array.from({ length: width }, (_, column) =>
    shareAt(points, Math.round(last ** ((column + 1) / width))),
  );
  const rows = Array.from({ length: HEIGHT }, (_, row) => {
    const floor = 1 - (row + 1) / HEIGHT;
    const label = row % 3 === 0 ? `${Math.round((1 - row / HEIGHT) * 100)} %` : '';
    return `${label.padStart(6)} |${shares.map((share) => (share > floor ? '#' : ' ')).join('')}`.trimEnd();
  });
  return [
    'faults found by number of requests',
    ...rows,
    `${''.padStart(6)} +${'-'.repeat(width)}`,
    `${''.padStart(7)}1${`${last} requests`.padStart(width)}`,
  ];
}
