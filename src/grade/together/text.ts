import { curveText } from '../curve-text.ts';
import type { TextOptions } from '../text.ts';
import { wrapped } from '../wrapped.ts';
import { togetherFigures } from './figures.ts';
import type { TogetherGrade } from './grade.ts';
import type { Cause, GroupGrade } from './group.ts';
import type { Walk } from './walk.ts';

/** A grade of groups as lines for a person: faults that are not named, findings without a fault, and the figures. */
export function togetherText(
  grade: TogetherGrade,
  { verbose = false, best = false, width = 100 }: TextOptions = {},
): string[] {
  const split = grade.alone.filter(({ headings }) => headings.length > 1);
  const silent = grade.alone.filter(({ headings }) => headings.length === 0);
  const paragraphs = [
    ...grade.groups.map((group, index) => groupLines(group, index + 1, verbose, width)),
    grade.walks.flatMap((walk) => (verbose || walk.ends !== 'mended' ? walkLines(walk, width) : [])),
    verbose
      ? split.flatMap(({ fault, headings }) => wrapped(`SPLIT   ${fault} alone: ${headings.join('; ')}`, width, 8))
      : [],
    silent.flatMap(({ fault }) => wrapped(`SILENT  ${fault} has no heading when it is alone`, width, 8)),
    best ? curveText(grade.curve, Math.min(width, 80)) : [],
    togetherFigures(grade).flatMap((line) => wrapped(line, width, 13)),
  ];
  return paragraphs
    .filter((lines) => lines.length > 0)
    .flatMap((lines, index) => (index === 0 ? lines : ['', ...lines]));
}

function groupLines(
  { causes, headings, masked }: GroupGrade,
  number: number,
  verbose: boolean,
  width: number,
): string[] {
  const lines = [
    ...causes.filter(({ named }) => verbose || !named).map(causeText),
    ...headings
      .filter(({ causedBy }) => verbose || causedBy.length === 0)
      .map(({ key, sentence, causedBy }) =>
        causedBy.length === 0
          ? `UNCAUSED ${key}: ${sentence}`
          : `heading  ${key}: ${sentence} (${causedBy.join(', ')})`,
      ),
    ...masked.map((fault) => `masked   ${fault}`).filter(() => verbose),
  ].flatMap((line) => wrapped(`  ${line}`, width, 11));
  const faults = causes.map(({ fault }) => fault).join(', ');
  return lines.length === 0 ? [] : [...wrapped(`group ${number}: ${faults}`, width, 4), ...lines];
}

const causeText = ({ fault, about, key, named, after }: Cause): string =>
  named ? `named    ${fault}: ${key} after ${after}` : `MISSED   ${fault} (${about}), known as ${key}`;

function walkLines({ faults, steps, runs, ends }: Walk, width: number): string[] {
  const says = { mended: 'conforms', 'no-cause': 'no fault that is left causes this', silent: 'nothing fails' }[ends];
  return [
    ...wrapped(`repair of ${faults.join(', ')}`, width, 4),
    ...steps.flatMap(({ key, fault = 'nobody' }) => wrapped(`  ${key}: ${fault}`, width, 6)),
    `  ${says} in run ${runs} of at most ${faults.length + 1}`,
  ];
}
