import type { Chart, LanesChart, ShareChart } from '../../core/chart.ts';
import { visibleLine } from '../../quoting/visible.ts';

const WIDTH = 60;
const HEIGHT = 9;

/** A chart as lines of text. */
export function chartText(chart: Chart): string[] {
  return [
    `${visibleLine(chart.title)}: ${visibleLine(chart.outcome)}`,
    ...(chart.kind === 'share' ? share(chart) : lanes(chart)),
  ];
}

/** Requests to the right on a logarithmic scale, the share upwards: `·` its confidence band, `o` what was seen, `-` what is expected. */
function share({ points, expected }: ShareChart): string[] {
  const last = points.at(-1);
  if (!last) return [];
  const top = Math.min(1, Math.max(expected * 3, last.high, last.share));
  const row = (value: number): number => Math.round((1 - Math.min(1, value / top)) * (HEIGHT - 1));
  const scale = Math.log(last.requests + 1);
  const cells = Array.from({ length: HEIGHT }, () => Array.from({ length: WIDTH }, () => ' '));
  for (let column = 0; column < WIDTH; column++) {
    const requests = Math.exp(((column + 1) / WIDTH) * scale) - 1;
    const point = points.findLast((one) => one.requests <= requests + 1e-9) ?? points[0]!;
    for (let at = row(point.high); at <= row(point.low); at++) cells[at]![column] = '·';
    cells[row(expected)]![column] = '-';
    cells[row(point.share)]![column] = 'o';
  }
  const label = (index: number): string =>
    index === row(expected) ? percent(expected) : index === 0 ? percent(top) : index === HEIGHT - 1 ? '0 %' : '';
  return [
    ...cells.map((cell, index) => `${label(index).padStart(7)} |${cell.join('').trimEnd()}`),
    `${''.padStart(7)} +${'-'.repeat(WIDTH)}`,
    `${''.padStart(8)}1${`${last.requests} requests`.padStart(WIDTH - 1)}`,
  ];
}

const MARKS = { staging: 'S', primary: 'p', neither: '?' };

/** A line for each viewer: `S` staging, `p` primary, `|` the end of a session. */
function lanes({ lanes: all }: LanesChart): string[] {
  const end = Math.max(1, ...all.flatMap(({ requests }) => requests.map(({ at }) => at)));
  const width = Math.max(...all.map(({ viewer }) => viewer.length));
  const column = (at: number): number => Math.round((at / end) * (WIDTH - 1));
  return [
    ...all.map(({ viewer, requests }) => {
      const cells = Array.from({ length: WIDTH }, () => ' ');
      for (const [index, { at, side, session }] of requests.entries()) {
        const before = requests[index - 1];
        if (before && before.session !== session) cells[Math.max(column(before.at) + 1, column(at) - 1)] = '|';
        else if (before) cells.fill('-', column(before.at) + 1, column(at));
        cells[column(at)] = MARKS[side];
      }
      return `${visibleLine(viewer).padEnd(width)} |${cells.join('').trimEnd()}`;
    }),
    `${''.padEnd(width)}  0${`${end} s`.padStart(WIDTH - 1)}`,
  ];
}

const percent = (value: number): string => `${Number((value * 100).toPrecision(3))} %`;
