import { type Measure, meets } from './measure.ts';

/** Figures one below the other: name, value, goal and what they are of. */
export function tableOf(measures: Measure[]): string {
  const rows = measures.map((measure) => [
    measure.name,
    `${shown(measure.value)} ${measure.unit}`,
    goalOf(measure),
    measure.about,
  ]);
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`).join('\n');
}

/** Three digits of what is small, all of what is large. */
function shown(value: number): string {
  return value.toLocaleString('en', value < 100 ? { maximumSignificantDigits: 3 } : { maximumFractionDigits: 0 });
}

function goalOf(measure: Measure): string {
  const { goal } = measure;
  if (!goal) return '';
  const text = 'atLeast' in goal ? `at least ${goal.atLeast}` : `at most ${goal.atMost}`;
  return `${meets(measure) ? '✓' : '✗'} ${text}`;
}
