import { meets } from '../bench/measure.ts';
import type { Figure, Figures } from './figures.ts';

const BEGIN = '<!-- figures: made by npm run figures -->';
const END = '<!-- /figures -->';

/** The figures that have a goal as a table, with what they were measured on. */
export function figuresMarkdown({ version, date, node, cpus, load, figures }: Figures): string {
  const rows = figures.filter(({ goal }) => goal !== undefined).map(rowOf);
  return [
    `Measured on ${date} by \`npm run figures\`: version ${version}, Node ${node.replace(/^v/, '')}, ${cpus} cores at load ${load}.`,
    '',
    '| | what | goal |',
    '| ---: | --- | --- |',
    ...rows.map((cells) => `| ${cells.join(' | ')} |`),
  ].join('\n');
}

/** A text with these lines between its marks. Throws where it has none. */
export function withFigures(text: string, lines: string): string {
  const [begin, end] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error(`there is no ${BEGIN} with ${END} after it`);
  return `${text.slice(0, begin + BEGIN.length)}\n\n${lines}\n\n${text.slice(end)}`;
}

function rowOf(figure: Figure): string[] {
  const { value, unit, goal, about } = figure;
  const words =
    goal && ('atLeast' in goal ? `at least ${shown(goal.atLeast, unit)}` : `at most ${shown(goal.atMost, unit)}`);
  const missed = meets(figure as Parameters<typeof meets>[0]) ? '' : '**missed**: ';
  return [`**${shown(value, unit)}**`, about, `${missed}${words}`];
}

function shown(value: number, unit: Figure['unit']): string {
  if (unit === 'share') return `${Math.floor(value * 1_000 + 1e-9) / 10} %`;
  const number = value.toLocaleString('en', { maximumFractionDigits: 3 });
  return unit === 'ratio' || unit === 'count' ? number : `${number} ${unit}`;
}
