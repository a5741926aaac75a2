import type { Status } from '../core/event.ts';
import type { RuleRecord, RunRecord } from '../core/run-record.ts';
import { shortened } from '../core/shortened.ts';
import { comparisonText } from '../deviations/compare.ts';
import type { Deviation } from '../deviations/deviation.ts';
import { visibleLine } from '../quoting/visible.ts';
import { citationText, detailLines, some } from './details.ts';
import { headingsOf } from './headings.ts';
import { complaintsOf, excuseOf } from './known.ts';
import type { Paint } from './paint.ts';
import { skipsOf } from './skips.ts';
import { countsText, effortText, flawOf, verdictOf } from './verdict.ts';
import { wrapped } from './wrapped.ts';

export interface TerminalOptions {
  /** Every rule and all that shows a finding, not just its headline and evidence. */
  verbose?: boolean | undefined;
  /** Columns of the terminal; undefined where the output is no terminal, and lines are as long as they are. */
  columns?: number | undefined;
  /** Whether findings can be named by their number, because the run is kept. */
  numbered?: boolean | undefined;
}

const MARKS: Record<Status, string> = { pass: 'ok', warn: 'warn', fail: 'FAIL', skip: 'skip', error: 'ERROR' };

/** Deviations that are shown with their evidence; of the others there is a sentence each. */
const IN_FULL = 12;

/** Characters of a line of evidence. */
const SHOWN = 200;

/**
 * The reports of one run or several as lines for a person: deviations, then what was not judged, then the
 * verdict of each. Whatever came from a target is made harmless for a terminal.
 */
export function terminalReport(records: RunRecord[], paint: Paint, options: TerminalOptions = {}): string[] {
  const lines: string[] = [];
  let number = 0;
  for (const record of records) {
    if (records.length > 1 && !isUnusable(record)) lines.push(paint.bold(`── ${visibleLine(record.target.name)}`), '');
    const headings = headingsOf(record);
    for (const [index, deviation] of headings.entries()) {
      number++;
      lines.push(...headline(deviation, number, paint, options));
      if (options.verbose) lines.push(...detailsOf(record, deviation, paint), '');
      else if (index < IN_FULL || options.columns === undefined)
        lines.push(...evidence(record, deviation, number, paint, options), '');
    }
    if (headings.length > IN_FULL && !options.verbose) lines.push('');
    if (options.verbose) lines.push(...record.rules.map((rule) => ruleLine(rule, paint)), '');
    lines.push(...skipLines(record, paint, options), ...knownLines(record, paint), ...comparisonLines(record, paint));
  }
  if (number > 0 && options.numbered) lines.push(...wrapped(SEE, options.columns, 0).map(paint.dim));
  lines.push(...records.flatMap((record) => verdictLines(record, paint, options)));
  return lines;
}

const SEE =
  'show NUMBER shows a finding in full, export NUMBER --as curl prints its calls, reproduce NUMBER repeats them';

/** Mark, number and one sentence, folded to the terminal. */
function headline(
  { warns, sentence }: Deviation,
  number: number,
  paint: Paint,
  { columns }: TerminalOptions,
): string[] {
  const mark = warns ? paint.yellow('warn') : paint.red('FAIL');
  const [first, ...rest] = wrapped(shortened(visibleLine(`${number}. ${sentence}`), 2 * SHOWN), columns, 6);
  return [`${mark}  ${paint.bold(first!)}`, ...rest.map((line) => `      ${paint.bold(line)}`)];
}

/**
 * What shows it, what it breaks and masks, and how to try it again. On a terminal a line each, so that twelve fit on two
 * screens; there the last line of the report says how to try a finding again by its number.
 */
function evidence(
  record: RunRecord,
  { finding, rules, masked, hint }: Deviation,
  number: number,
  paint: Paint,
  { columns, numbered }: TerminalOptions,
): string[] {
  const again = numbered ? `cloudfront-conformance reproduce ${number}` : finding.reproduce;
  const isTerminal = columns !== undefined;
  const names = (ids: string[]): string => (isTerminal ? some(ids, 1) : ids.join(', '));
  const room = Math.max(20, (columns ?? 0) - LABEL);
  const cut = (text: string): string => (isTerminal ? fitting(text, room) : shortened(text, SHOWN));
  const broken = visibleLine(names(rules.length > 0 ? rules : [finding.rule]));
  const source = `(${finding.evidence}${citationText(citationsOf(record, finding.rule))})`;
  const left = room - broken.length - 1;
  return [
    `expected  ${cut(visibleLine(finding.expected))}`,
    `got       ${cut(visibleLine(finding.actual))}`,
    ...(hint === undefined ? [] : [`hint      ${cut(visibleLine(hint))}`]),
    `breaks    ${isTerminal ? fitting(broken, room) : broken} ${paint.dim(isTerminal ? fitting(source, left) : source)}`.trimEnd(),
    ...(masked.length > 0 ? [`masks     ${visibleLine(names(masked.map(({ rule }) => rule)))}`] : []),
    ...(isTerminal && numbered ? [] : [`again     ${visibleLine(again)}`]),
  ].map((line) => `      ${line}`);
}

/** Columns before the text of a line of evidence. */
const LABEL = 16;

const fitting = (text: string, most: number): string =>
  text.length <= most ? text : most < 2 ? '' : `${text.slice(0, most - 1)}…`;

const citationsOf = ({ rules }: RunRecord, id: string): RuleRecord['citations'] =>
  rules.find((rule) => rule.id === id)?.citations ?? [];

function detailsOf(record: RunRecord, { key, finding, rules, masked }: Deviation, paint: Paint): string[] {
  const others = rules.filter((id) => id !== finding.rule);
  return [
    `      deviation ${visibleLine(key)}`,
    ...detailLines(finding, { citations: citationsOf(record, finding.rule), others }, paint),
    ...(masked.length > 0 ? [`      masks     ${visibleLine(masked.map(({ rule }) => rule).join(', '))}`] : []),
  ];
}

function ruleLine({ status, id, demands }: RuleRecord, paint: Paint): string {
  return `${MARKS[status].padEnd(5)} ${visibleLine(id)}  ${paint.dim(visibleLine(demands))}`;
}

/** One line for each cause; none where the verdict itself says why nothing was judged. */
function skipLines(record: RunRecord, paint: Paint, { columns }: TerminalOptions): string[] {
  if (isUnusable(record)) return [];
  return skipsOf(record).flatMap(({ text, rules, explained }) => {
    const [first = ''] = rules;
    const which = rules.length === 1 ? visibleLine(first) : `${rules.length} rules, such as ${visibleLine(first)}`;
    const lineOf = (who: string): string => shortened(`not judged: ${who}: ${visibleLine(text)}`, 2 * SHOWN);
    // What a finding explains is read there. Where a line is too short for an example and the reason, the reason matters.
    const isNarrow = columns !== undefined && which.length > columns / 2;
    const line = lineOf(isNarrow && rules.length > 1 ? `${rules.length} rules` : which);
    const isCut = explained && columns !== undefined && !isNarrow;
    const parts = isCut ? [fitting(line, columns)] : wrapped(line, columns, 2);
    return parts.map((part, index) => (explained ? paint.dim : paint.yellow)(index === 0 ? part : `  ${part}`));
  });
}

/** Whether an error ended the run before any rule was judged. */
const isUnusable = (record: RunRecord): boolean => record.error !== undefined && verdictOf(record) === 'NOT JUDGED';

function knownLines(record: RunRecord, paint: Paint): string[] {
  const known = record.rules.map((rule) => ({ id: rule.id, excuse: excuseOf(record, rule) }));
  return [
    ...known.flatMap(({ id, excuse }) => {
      if (!excuse) return [];
      const { reason, expires, link } = excuse;
      const until = expires === undefined ? '' : `, until ${expires}`;
      return paint.dim(visibleLine(`known: ${id}: ${reason}${until}${link === undefined ? '' : ` (${link})`}`));
    }),
    ...complaintsOf(record).map((complaint) => paint.red(visibleLine(complaint))),
  ];
}

function comparisonLines({ comparison }: RunRecord, paint: Paint): string[] {
  return (comparison?.fixed ?? []).map((sentence) => paint.green(`fixed: ${visibleLine(shortened(sentence, SHOWN))}`));
}

/** The verdict of one run, with its counts; one line where the width is not known. */
export function verdictLines(record: RunRecord, paint: Paint, { columns }: TerminalOptions = {}): string[] {
  const { target } = record;
  const colour = {
    CONFORMS: paint.green,
    'CONFORMS IN PART': paint.yellow,
    'DOES NOT CONFORM': paint.red,
    'NOT JUDGED': paint.yellow,
    INCONCLUSIVE: paint.yellow,
  };
  const verdict = verdictOf(record);
  const flaw = visibleLine(flawOf(record) ?? '');
  const name = visibleLine(target.name);
  const since = record.comparison ? `; ${comparisonText(record.comparison)}` : '';
  const sum = `${countsText(record)}; ${effortText(record)}${since}`;
  const text = isUnusable(record)
    ? `${flaw.startsWith(name) ? flaw : `${name}: ${flaw}`} (${sum})`
    : `${name}: ${sum}${flaw === '' ? '' : ` (${flaw})`}`;
  const [first = '', ...rest] = wrapped(text, columns, verdict.length + 2);
  return [`${colour[verdict](verdict)}  ${first}`, ...rest.map((line) => `${' '.repeat(verdict.length + 2)}${line}`)];
}
