import type { Status } from '../core/event.ts';
import type { Citation } from '../core/evidence.ts';
import type { Json } from '../core/json.ts';
import { visible, visibleLine } from '../quoting/visible.ts';
import { type Cause, causesOf } from './cause.ts';
import { type Change, changes } from './difference.ts';
import { complaintsOf, isExcused } from './known.ts';
import { placeText } from './place.ts';
import type { RuleRecord, RunRecord } from './run-record.ts';
import { curlLine } from './script/curl-command.ts';
import { skipsOf } from './skips.ts';
import { countsText, effortText, flawOf, verdictOf } from './verdict.ts';

/** Colours, or functions that leave text as it is. */
export interface Paint {
  red(text: string): string;
  green(text: string): string;
  yellow(text: string): string;
  dim(text: string): string;
  bold(text: string): string;
}

export interface TerminalOptions {
  /** Every rule, not just what was found. */
  verbose?: boolean | undefined;
}

const MARKS: Record<Status, string> = { pass: 'ok', warn: 'warn', fail: 'FAIL', skip: 'skip', error: 'ERROR' };

/** Changes of a request that are shown; one more says how many are left out. */
const CHANGES_SHOWN = 6;

/** Causes that are shown in full; of the others there is one line each. */
const IN_FULL = 10;

/** Characters of a value or an answer that are shown. */
const SHOWN = 300;

/**
 * The reports of one run or several as lines for a person: findings by cause, then what was not judged, then the
 * verdict of each. Whatever came from a target is made harmless for a terminal.
 */
export function terminalReport(records: RunRecord[], paint: Paint, options: TerminalOptions = {}): string[] {
  const lines: string[] = [];
  for (const record of records) {
    if (records.length > 1) lines.push(paint.bold(`── ${visibleLine(record.target.name)}`), '');
    const causes = causesOf(record);
    const full = options.verbose ? causes.length : IN_FULL;
    for (const cause of causes.slice(0, full)) lines.push(...causeLines(cause, paint), '');
    if (causes.length > full) lines.push(...causes.slice(full).map((cause) => causeLine(cause, paint)), '');
    if (options.verbose) lines.push(...record.rules.map((rule) => ruleLine(rule, paint)), '');
    lines.push(...skipLines(record, paint), ...knownLines(record, paint));
  }
  lines.push(...records.map((record) => verdictLine(record, paint)));
  return lines;
}

/** Rule, operations and how many more rules. */
function causeLine({ rule, findings, operations }: Cause, paint: Paint): string {
  const mark = rule.evidence === 'inferred' ? paint.yellow('warn') : paint.red('FAIL');
  const rules = new Set(findings.map((finding) => finding.rule)).size;
  return `${mark}  ${paint.bold(visibleLine(rule.id))}${more(rules - 1, 'rule')} on ${some(operations)}`;
}

function causeLines(cause: Cause, paint: Paint): string[] {
  const { finding, findings, rule } = cause;
  const { evidence, steps } = finding;
  const decisive = steps.at(-1);
  const lines = [
    causeLine(cause, paint),
    `      ${visibleLine(finding.demands)} ${paint.dim(`(${evidence}${citationText(rule.citations)})`)}`,
    `      expected  ${visibleLine(finding.expected)}`,
    `      got       ${visibleLine(finding.actual)}`,
  ];
  if (steps.length > 1) {
    const calls = steps.map(({ operation, outcome }) => visibleLine(`${operation} → ${outcome}`));
    lines.push(...block('after', calls.slice(0, -1)));
  }
  if (decisive) {
    const differing = finding.supported ? changes(finding.supported, decisive.input) : [];
    lines.push(...block('request', differing.length > 0 ? changeLines(differing, paint) : [valueText(decisive.input)]));
    const answer = decisive.response?.body.text;
    if (answer) lines.push(...block('answer', [shorten(visibleLine(withoutProlog(answer)))]));
  }
  const others = [...new Set(findings.map(({ rule }) => rule))].filter((rule) => rule !== finding.rule);
  if (others.length > 0) lines.push(...block('so too', [some(others)]));
  lines.push(...block('again', [visibleLine(finding.reproduce)]));
  const curl = decisive ? curlLine(decisive) : '';
  if (curl) lines.push(...block('curl', [paint.dim(visible(curl))]));
  return lines;
}

/** A label and what stands beside it, line under line. */
function block(label: string, lines: string[]): string[] {
  return lines.map((line, index) => `      ${(index === 0 ? label : '').padEnd(8)}  ${line}`);
}

/** Where a request differs from a supported one: the place they share, then each line without and with it. */
function changeLines(all: Change[], paint: Paint): string[] {
  const shared = sharedPath(all);
  const lines = all.slice(0, CHANGES_SHOWN).flatMap(({ path, before, after }) => {
    const place = visibleLine(placeText(path.slice(shared.length)));
    return [
      ...(before === undefined ? [] : [paint.red(`- ${place}: ${valueText(before)}`)]),
      ...(after === undefined ? [] : [paint.green(`+ ${place}: ${valueText(after)}`)]),
    ];
  });
  if (all.length > CHANGES_SHOWN) lines.push(`and ${all.length - CHANGES_SHOWN} more differences`);
  return shared.length === 0 ? lines : [`${visibleLine(placeText(shared))}`, ...lines];
}

/** What all paths begin with, never a whole path. */
function sharedPath(all: Change[]): Change['path'] {
  const [first, ...others] = all.map(({ path }) => path.slice(0, -1));
  let length = first?.length ?? 0;
  for (const path of others) while (path.slice(0, length).join('\0') !== first!.slice(0, length).join('\0')) length--;
  return first?.slice(0, length) ?? [];
}

function valueText(value: Json): string {
  return shorten(visible(JSON.stringify(value)));
}

function shorten(text: string): string {
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}… (${text.length} characters)` : text;
}

/** Some of the names, and how many more there are. */
function some(names: string[]): string {
  return `${visibleLine(names.slice(0, 3).join(', '))}${more(names.length - 3)}`;
}

function more(count: number, what = ''): string {
  return count > 0 ? ` and ${count} more${what && ` ${what}${count > 1 ? 's' : ''}`}` : '';
}

/** What says nothing about this answer: the XML declaration and the namespace. */
function withoutProlog(xml: string): string {
  return xml.replace(/^\s*<\?xml[^>]*\?>\s*/, '').replace(/^(<[\w:]+) xmlns="[^"]*"/, '$1');
}

function citationText(citations: Citation[]): string {
  const [first] = citations;
  return first ? `: ${visibleLine(`${first.document}, ${first.place}`)}${more(citations.length - 1)}` : '';
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
