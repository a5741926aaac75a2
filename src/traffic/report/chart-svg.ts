import type { Chart, LanesChart, ShareChart } from '../../core/chart.ts';
import { escaped } from '../../quoting/html.ts';
import { visibleLine } from '../../quoting/visible.ts';
import {
  decades,
  LEFT,
  label,
  level,
  PLOT,
  PRIMARY,
  percent,
  RIGHT,
  round,
  STAGING,
  svg,
  WIDTH,
} from '../../report/svg.ts';

/** A chart as an SVG element that needs nothing else: it takes its colours from the custom properties of its page, or has its own. */
export function chartSvg(chart: Chart): string {
  return chart.kind === 'share' ? shareSvg(chart) : lanesSvg(chart);
}

/** Requests on a logarithmic scale, and over them the share with its confidence band and the share that is expected. */
function shareSvg({ title, outcome, points, expected }: ShareChart): string {
  const [top, bottom] = [28, 200];
  const last = points.at(-1);
  const most = Math.min(1, Math.max(expected * 3, last?.high ?? 0, last?.share ?? 0)) || 1;
  const scale = Math.log((last?.requests ?? 1) + 1);
  const x = (requests: number): number => round(LEFT + (Math.log(requests + 1) / scale) * PLOT);
  const y = (share: number): number => round(bottom - Math.min(1, share / most) * (bottom - top));
  const upper = points.map(({ requests, high }) => `${x(requests)},${y(high)}`);
  const lower = points.map(({ requests, low }) => `${x(requests)},${y(low)}`).reverse();
  const line = points.map(({ requests, share }) => `${x(requests)},${y(share)}`).join(' ');
  const ticks = [0, most / 2, most].map((share) => level(y(share), percent(share)));
  const counts = decades(last?.requests ?? 1).map((count) => label(x(count), bottom + 18, count.toLocaleString('en')));
  return svg(
    bottom + 40,
    `${title}: ${outcome}`,
    `Share of ${last?.requests ?? 0} requests that went to the staging distribution: ${percent(last?.share ?? 0)}, between ${percent(last?.low ?? 0)} and ${percent(last?.high ?? 1)}; expected ${percent(expected)}.`,
    [
      ...ticks,
      ...counts,
      label(LEFT + PLOT / 2, bottom + 36, 'requests'),
      `<polygon points="${[...upper, ...lower].join(' ')}" fill="${PRIMARY}" fill-opacity="0.18"/>`,
      `<polyline points="${line}" fill="none" stroke="${PRIMARY}" stroke-width="2"/>`,
      `<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y(expected)}" y2="${y(expected)}" stroke="${STAGING}" stroke-width="1.5" stroke-dasharray="6 4"/>`,
      `<text x="${WIDTH - RIGHT}" y="${y(expected) - 6}" text-anchor="end" fill="${STAGING}" stroke="Canvas" stroke-width="4" stroke-linejoin="round" paint-order="stroke">expected ${percent(expected)}</text>`,
    ],
  );
}

const ROW = 26;

/** Where the first row stands, below the title and the legend. */
const FIRST = 58;

/** Characters of a viewer's name that fit beside its row. */
const NAME = 14;

/** A line for each viewer, a mark for each request: a square at the staging distribution, a circle at the primary one; a bar joins a session. */
function lanesSvg({ title, outcome, lanes }: LanesChart): string {
  const end = Math.max(1, ...lanes.flatMap(({ requests }) => requests.map(({ at }) => at)));
  const x = (at: number): number => round(LEFT + 10 + (at / end) * (PLOT - 20));
  const rows = lanes.flatMap(({ viewer, requests }, index) => {
    const y = FIRST + index * ROW;
    const sessions = [...new Set(requests.map(({ session }) => session))].map((session) => {
      const own = requests.filter((request) => request.session === session);
      return `<line x1="${x(own[0]!.at)}" x2="${x(own.at(-1)!.at)}" y1="${y}" y2="${y}" stroke="currentColor" stroke-opacity="0.35" stroke-width="5" stroke-linecap="round"/>`;
    });
    return [
      `<text x="${LEFT - 8}" y="${y + 4}" text-anchor="end">${escaped(visibleLine(viewer, NAME))}</text>`,
      ...sessions,
      ...requests.map(({ at, side }) =>
        side === 'staging'
          ? `<rect x="${x(at) - 6}" y="${y - 6}" width="12" height="12" fill="${STAGING}"><title>${at} s: staging</title></rect>`
          : `<circle cx="${x(at)}" cy="${y}" r="5" fill="${PRIMARY}"><title>${at} s: ${side}</title></circle>`,
      ),
    ];
  });
  const bottom = FIRST + lanes.length * ROW;
  const ticks = [0, 0.25, 0.5, 0.75, 1].map((part) => label(x(part * end), bottom + 6, `${Math.round(part * end)} s`));
  const legend = [
    `<rect x="${LEFT + 4}" y="28" width="12" height="12" fill="${STAGING}"/><text x="${LEFT + 22}" y="38">staging</text>`,
    `<circle cx="${LEFT + 90}" cy="34" r="5" fill="${PRIMARY}"/><text x="${LEFT + 102}" y="38">primary</text>`,
  ];
  return svg(bottom + 16, `${title}: ${outcome}`, `Requests of ${lanes.length} viewers over ${end} seconds.`, [
    ...legend,
    ...rows,
    ...ticks,
  ]);
}
