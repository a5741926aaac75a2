import { curveOf, curveText, shareAt } from './curve.ts';
import { failuresOf, type Grade, type VariantGrade } from './grade.ts';

const WIDTH = 100;

/** The number of requests of which the figures tell what it is worth. */
const BEST = 300;

/** A grade as lines for a person: what finds what, what is missed, and the figures. */
export function gradeText(
  grade: Grade,
  options: { verbose?: boolean | undefined; best?: boolean | undefined } = {},
): string[] {
  const { faults, rules, variants, summary } = grade;
  const lines: string[] = [];
  const width = Math.max(0, ...faults.map(({ name }) => name.length));
  if (options.verbose) {
    for (const { name, found, seen } of faults) {
      const others = seen
        .filter(({ rule }) => rule !== found?.rule)
        .map(({ rule, right }) => (right ? rule : `(${rule})`));
      const what = found ? `${String(found.after).padStart(5)}  ${found.rule}` : '    –  not found';
      lines.push(`${name.padEnd(width)} ${what}${others.length > 0 ? `; ${others.join(', ')}` : ''}`);
    }
    lines.push('');
  }
  const first = new Map<string, string[]>();
  for (const { name, found } of faults) if (found) first.set(found.rule, [...(first.get(found.rule) ?? []), name]);
  if (faults.length > 0) lines.push('found first by', '');
  for (const { rule } of rules) {
    const names = first.get(rule);
    if (names) lines.push(...block(`${String(names.length).padStart(4)}  ${rule}`, names));
  }
  lines.push('');
  for (const { name, seen, breaks, about, error } of faults.filter(({ found }) => !found)) {
    lines.push(`MISSED ${name}: ${about}`, `     expected of ${breaks}`);
    if (seen.length > 0)
      lines.push(
        ...block(
          '     seen by',
          seen.map(({ rule }) => rule),
        ),
      );
    if (error !== undefined) lines.push(`     ${error}`);
  }
  for (const variant of variants) lines.push(...alarmLines(variant));
  for (const rule of summary.idle) lines.push(`IDLE   ${rule} finds no fault`);
  if (options.best) lines.push(...curveText(curveOf(faults)), '');
  return [...lines.filter((line, index) => line !== '' || lines[index - 1] !== ''), ...figures(grade)];
}

function alarmLines({ name, alarms, seeds }: VariantGrade): string[] {
  const seen = new Set<string>();
  return alarms.flatMap(({ rule, seed, what }) => {
    if (seen.has(rule)) return [];
    seen.add(rule);
    const times = alarms.filter((alarm) => alarm.rule === rule).length;
    return [
      `ALARM  ${rule || 'not judged'} on the variant ${name}, ${times} of ${seeds} seeds (first ${seed})`,
      `     ${what}`,
    ];
  });
}

/** The figures of a grade, each on a line. */
export function figures({ faults, variants, rules, seconds, summary }: Grade): string[] {
  const lines: string[] = [];
  if (faults.length > 0) {
    lines.push(
      `faults       ${summary.found} of ${summary.faults} found by a rule that names the cause (${percent(summary.killRate)})`,
      `requests     ${summary.median} to the first finding in the median, ${summary.p90} for nine tenths`,
      `best         ${percent(shareAt(curveOf(faults), BEST))} of the faults are found with ${BEST} requests`,
      `rules        ${rules.length - summary.idle.length} of ${rules.length} find a fault`,
    );
  }
  if (variants.length > 0)
    lines.push(
      `conforming   ${summary.falseAlarms} false alarms in ${summary.conforming} runs over ${variants.length} conforming implementations`,
    );
  lines.push(`time         ${seconds} s`);
  const failures = failuresOf(summary);
  lines.push(failures.length === 0 ? 'HOLDS' : `DOES NOT HOLD: ${failures.join('; ')}`);
  return lines;
}

/** A share as a percentage that never rounds up to all. */
export function percent(share: number): string {
  return `${(Math.floor(share * 1000) / 10).toFixed(1)} %`;
}

/** A heading, and names behind it in lines that are not too long. */
function block(heading: string, names: string[]): string[] {
  const lines: string[] = [];
  let line = '         ';
  for (const [index, name] of names.entries()) {
    const word = `${name}${index < names.length - 1 ? ',' : ''}`;
    if (line.length + word.length > WIDTH) {
      lines.push(line);
      line = '         ';
    }
    line += ` ${word}`;
  }
  return [heading, ...lines, line];
}
