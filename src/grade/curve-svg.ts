import { decades, LEFT, label, level, PLOT, PRIMARY, RIGHT, round, STAGING, svg, WIDTH } from '../report/svg.ts';
import { type CurvePoint, shareAt } from './curve.ts';
import { percent } from './figures.ts';

const TOP = 28;
const BOTTOM = 240;

/** The curve as an SVG element: requests to the right on a logarithmic scale, the share found upwards; `best` stands out. */
export function curveSvg(points: readonly CurvePoint[], best: CurvePoint): string {
  const last = Math.max(best.requests, points.at(-1)?.requests ?? 1);
  const x = (requests: number): number => round(LEFT + (Math.log(requests) / Math.log(last)) * PLOT);
  const y = (share: number): number => round(BOTTOM - share * (BOTTOM - TOP));
  // What is found stays so until more is: steps, not slopes.
  const steps = points.map((point) => ` H ${x(Math.max(1, point.requests))} V ${y(point.share)}`).join('');
  const line = `M ${x(1)} ${y(shareAt(points, 0))}${steps} H ${WIDTH - RIGHT}`;
  const says = percent(best.share);
  const beside = x(best.requests) + 8 * says.length < WIDTH;
  return svg(
    BOTTOM + 40,
    `Faults found by number of requests: ${says} with ${best.requests}`,
    [10, 100, best.requests, last].map((count) => `${percent(shareAt(points, count))} with ${count}`).join(', '),
    [
      ...[0, 0.25, 0.5, 0.75, 1].map((share) => level(y(share), `${share * 100} %`)),
      ...decades(last).map((count) => label(x(count), BOTTOM + 18, count.toLocaleString('en'))),
      label(LEFT + PLOT / 2, BOTTOM + 36, 'requests'),
      `<path d="${line} V ${BOTTOM} H ${LEFT} Z" fill="${PRIMARY}" fill-opacity="0.18"/>`,
      `<path d="${line}" fill="none" stroke="${PRIMARY}" stroke-width="2"/>`,
      `<line x1="${x(best.requests)}" x2="${x(best.requests)}" y1="${y(best.share)}" y2="${BOTTOM}" stroke="${STAGING}" stroke-width="1.5" stroke-dasharray="6 4"/>`,
      `<circle cx="${x(best.requests)}" cy="${y(best.share)}" r="4" fill="${STAGING}"/>`,
      `<text x="${x(best.requests) + (beside ? 8 : -8)}" y="${y(best.share) + 24}" text-anchor="${beside ? 'start' : 'end'}" fill="${STAGING}" stroke="Canvas" stroke-width="4" stroke-linejoin="round" paint-order="stroke">${says}</text>`,
    ],
  );
}
