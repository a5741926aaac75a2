import type { Status } from '../core/event.ts';
import { visibleLine } from '../quoting/visible.ts';
import { type Cause, causesOf } from './cause.ts';
import { citationText, detailLines, more, some } from './details.ts';
import { headlineOf } from './headline.ts';
import { complaintsOf, isExcused } from './known.ts';
import type { Paint } from './paint.ts';
import type { RuleRecord, RunRecord } from './run-record.ts';
import { shortened } from './shortened.ts';
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

/** Causes that are shown with their evidence; of the others there is a headline each. */
const IN_FULL = 10;

/** Characters of a line of evidence. */
const SHOWN = 200;

/**
 * The reports of one run or several as lines for a person: findings by cause, then what was not judged, then the
 * verdict of each. Whatever came from a target is made harmless for a terminal.
 */
export function terminalReport(records: RunRecord[], paint: Paint, options: TerminalOptions = {}): string[] {
  const lines: string[] = [];
  let number = 0;
  for (const record of records) {
    if (records.length > 1) lines.push(paint.bold(`── ${visibleLine(record.target.name)}`), '');
    const causes = causesOf(record);
    for (const [index, cause] of causes.entries()) {
      number++;
      lines.push(...headline(cause, number, paint, options));
      if (options.verbose) lines.push(...detailsOf(cause, paint), '');
      else if (index < IN_FULL) lines.push(...evidence(cause, number, paint, options), '');
    }
    if (causes.length > IN_FULL && !options.verbose) lines.push('');
    if (options.verbose) lines.push(...record.rules.map((rule) => ruleLine(rule, paint)), '');
    lines.push(...skipLines(record, paint), ...knownLines(record, paint));
  }
  if (number > 0 && options.numbered) lines.push(paint.dim(SEE));
  lines.push(...records.map((record) => verdictLine(record, paint)));
  return lines;
}

const SEE =
  'show NUMBER tells all about a finding, export NUMBER --as curl writes its calls, reproduce NUMBER tries it again';

/** Mark, number and one sentence, folded to the terminal. */
function headline({ rule, finding }: Cause, number: number, paint: Paint, { columns }: TerminalOptions): string[] {
  const mark = rule.evidence === 'inferred' ? paint.yellow('warn') : paint.red('FAIL');
  const [first, ...rest] = wrapped(shortened(visibleLine(`${number}. ${headlineOf(finding)}`), 2 * SHOWN), columns, 6);
  return [`${mark}  ${paint.bold(first!)}`, ...rest.map((line) => `      ${paint.bold(line)}`)];
}

/** At most three lines, and how to try it again. */
function evidence(cause: Cause, number: number, paint: Paint, { columns, numbered }: TerminalOptions): string[] {
  const { finding, findings, rule, operations } = cause;
  const others = new Set(findings.map((one) => one.rule)).size - 1;
  const on = operations.length > 1 ? `, on ${some(operations)}` : '';
  const source = paint.dim(`(${finding.evidence}${citationText(rule.citations)})`);
  const again = numbered ? `cloudfront-conformance reproduce ${number}` : finding.reproduce;
  return [
    `expected  ${shortened(visibleLine(finding.expected), SHOWN)}`,
    `got       ${shortened(visibleLine(finding.actual), SHOWN)}`,
    `rule      ${visibleLine(rule.id)}${more(others, 'rule')}${on} ${source}`,
    `again     ${visibleLine(again)}`,
  ].flatMap((line) => {
    const [first, ...rest] = numbered ? wrapped(line, columns, 16) : [line];
    return [`      ${first}`, ...rest.map((one) => `                ${one}`)];
  });
}

function detailsOf({ finding, findings, rule }: Cause, paint: Paint): string[] {
  const others = [...new Set(findings.map((one) => one.rule))].filter((id) => id !== finding.rule);
  return detailLines(finding, { citations: rule.citations, others }, paint);
}

function ruleLine({ status, id, demands }: RuleRecord, paint: Paint): string {
  return `${MARKS[status].padEnd(5)} ${visibleLine(id)}  ${paint.dim(visibleLine(demands))}`;
}

function skipLines(record: RunRecord, paint: Paint): string[] {
  return skipsOf(record).map(({ text, rules: [first = '', ...others], explained }) =>
    (explained ? paint.dim : paint.yellow)(
      `not judged: ${visibleLine(first)}${more(others.length, 'rule')}: ${visibleLine(text)}`,
    ),
  );
}

function knownLines(record: RunRecord, paint: Paint): string[] {
  const excused = record.rules.filter((rule) => isExcused(record, rule));
  return [
    ...excused.map(({ id, known }) => {
      const { reason, expires, link } = known!;
      const until = expires === undefined ? '' : `, until ${expires}`;
      return paint.dim(visibleLine(`known: ${id}: ${reason}${until}${link === undefined ? '' : ` (${link})`}`));
    }),
    ...complaintsOf(record).map((complaint) => paint.red(visibleLine(complaint))),
  ];
}

function verdictLine(record: RunRecord, paint: Paint): string {
  const { target } = record;
  const colour = {
    CONFORMS: paint.green,
    'CONFORMS IN PART': paint.yellow,
    'DOES NOT CONFORM': paint.red,
    'NOT JUDGED': paint.yellow,
    INCONCLUSIVE: paint.yellow,
  };
  const verdict = verdictOf(record);
  const flaw = flawOf(record);
  const remark = flaw === undefined ? '' : ` (${visibleLine(flaw)})`;
  return `${colour[verdict](verdict)}  ${visibleLine(target.name)}: ${countsText(record)}; ${effortText(record)}${remark}`;
}
