import { escaped } from '../quoting/html.ts';
import { visibleLine } from '../quoting/visible.ts';

/** What charts share: their measures, colours, frame and labels. A page may say what the colours are. */
export const WIDTH = 680;
export const LEFT = 116;
export const RIGHT = 16;
export const PLOT = WIDTH - LEFT - RIGHT;

export const STAGING = 'var(--staging, #d55e00)';
export const PRIMARY = 'var(--primary, #0072b2)';

/** Characters of a title that fit on a line. */
const LINE = 84;

/** An SVG element of such a height, with its title at its top and a description in words. */
export function svg(height: number, title: string, description: string, parts: string[]): string {
  const lines = linesOf(visibleLine(title));
  const extra = 16 * (lines.length - 1);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height + extra}" role="img" font-family="system-ui, sans-serif" font-size="12" fill="currentColor">`,
    `<title>${escaped(title)}</title><desc>${escaped(description)}</desc>`,
    ...lines.map((line, index) => `<text x="0" y="${16 + 16 * index}" font-weight="600">${escaped(line)}</text>`),
    extra === 0 ? '<g>' : `<g transform="translate(0 ${extra})">`,
    ...parts,
    '</g>',
    '</svg>',
  ].join('\n');
}

/** A text in lines that fit, broken between words where there are any. */
function linesOf(text: string): string[] {
  return text.match(new RegExp(`.{1,${LINE}}(?=\\s|$)|.{1,${LINE}}`, 'g'))?.map((line) => line.trim()) ?? [];
}

/** A text in the middle of a place, moved as far as it takes to stay inside. */
export function label(x: number, y: number, text: string): string {
  const half = text.length * 3.5;
  return `<text x="${round(Math.min(Math.max(x, half), WIDTH - half))}" y="${y}" text-anchor="middle">${text}</text>`;
}

/** A line across the plot, with what it stands for on its left. */
export const level = (y: number, text: string): string =>
  `<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y}" y2="${y}" stroke="currentColor" stroke-opacity="0.15"/>` +
  `<text x="${LEFT - 8}" y="${y + 4}" text-anchor="end">${text}</text>`;

/** The powers of ten up to a number, for a logarithmic scale. */
export const decades = (most: number): number[] =>
  [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000].filter((count) => count <= most);

export const round = (value: number): number => Math.round(value * 10) / 10;

export const percent = (value: number): string => `${Number((value * 100).toPrecision(3))} %`;
