import { curveText } from './curve-text.ts';
import { figures } from './figures.ts';
import type { FaultGrade, Grade, VariantGrade } from './grade.ts';
import { wrapped } from './wrapped.ts';

export interface TextOptions {
  /** Every fault and every conforming implementation, not just what is missed. */
  verbose?: boolean | undefined;
  /** Draws the curve. */
  best?: boolean | undefined;
  /** Columns that lines keep to, unless a single word is longer. */
  width?: number | undefined;
}

/** A grade as lines for a person: what finds what, what is missed, and the figures. */
export function gradeText(grade: Grade, { verbose = false, best = false, width = 100 }: TextOptions = {}): string[] {
  const { faults, variants, summary } = grade;
  const paragraphs = [
    verbose ? faults.flatMap((fault) => faultLines(fault, width)) : [],
    verbose ? grade.leftOut.flatMap(({ name, reason }) => wrapped(`${name}: left out. ${reason}`, width, 4)) : [],
    faults.length > 0 ? ['found first by'] : [],
    firstLines(grade, width),
    faults.filter(({ found }) => !found).flatMap((fault) => missedLines(fault, width)),
    variants.flatMap((variant) => alarmLines(variant, width)),
    verbose ? variants.flatMap((variant) => variantLines(variant, width)) : [],
    summary.idle.map((rule) => `IDLE   ${rule} finds no fault`),
    best ? curveText(grade.curve, Math.min(width, 80)) : [],
    figures(grade).flatMap((line) => wrapped(line, width, 13)),
  ];
  return paragraphs
    .filter((lines) => lines.length > 0)
    .flatMap((lines, index) => (index === 0 ? lines : ['', ...lines]));
}

function faultLines({ name, found, seen }: FaultGrade, width: number): string[] {
  const others = seen.filter(({ rule }) => rule !== found?.rule).map(({ rule, right }) => (right ? rule : `(${rule})`));
  const what = found ? `${found.rule} after ${found.after}` : 'not found';
  return wrapped(`${name}: ${[what, ...others].join(', ')}`, width, 4);
}

/** The faults that each rule found before every other. */
function firstLines({ faults, rules }: Grade, width: number): string[] {
  const first = new Map<string, string[]>();
  for (const { name, found } of faults) if (found) first.set(found.rule, [...(first.get(found.rule) ?? []), name]);
  return rules.flatMap(({ rule }) => {
    const names = first.get(rule);
    if (!names) return [];
    return [
      `${String(names.length).padStart(4)}  ${rule}`,
      ...wrapped(`${' '.repeat(10)}${names.join(', ')}`, width, 10),
    ];
  });
}

function missedLines({ name, about, breaks, seen, error }: FaultGrade, width: number): string[] {
  return [
    ...wrapped(`MISSED ${name}: ${about}`, width, 7),
    `     expected of ${breaks}`,
    ...(seen.length > 0 ? wrapped(`     seen by ${seen.map(({ rule }) => rule).join(', ')}`, width, 13) : []),
    ...(error === undefined ? [] : wrapped(`     ${error}`, width, 5)),
  ];
}

function alarmLines({ name, alarms, seeds }: VariantGrade, width: number): string[] {
  return [...new Set(alarms.map(({ rule }) => rule))].flatMap((rule) => {
    const own = alarms.filter((alarm) => alarm.rule === rule);
    const { seed, what } = own[0]!;
    const title = `ALARM  ${rule || 'not judged'} on the variant ${name}, ${own.length} of ${seeds} seeds (first ${seed})`;
    return [...wrapped(title, width, 7), ...wrapped(`     ${what}`, width, 5)];
  });
}

function variantLines({ name, alarms, warnings, unjudged }: VariantGrade, width: number): string[] {
  const says = [
    alarms.length === 0 ? 'conforms' : `${alarms.length} false alarms`,
    ...(warnings.length > 0 ? [`warned by ${warnings.join(', ')}`] : []),
    ...(unjudged.length > 0 ? [`not judged by ${unjudged.join(', ')}`] : []),
  ];
  return wrapped(`${name}: ${says.join('; ')}`, width, 4);
}
