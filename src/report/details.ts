import { stripVTControlCharacters } from 'node:util';
import { changes, type InputChange } from '../core/changes.ts';
import { citedText } from '../core/cited-text.ts';
import type { Finding } from '../core/event.ts';
import type { Citation } from '../core/evidence.ts';
import type { Json } from '../core/json.ts';
import { placeText } from '../core/place-text.ts';
import { shortened } from '../core/shortened.ts';
import { headlineOf } from '../deviations/headline.ts';
import { visible, visibleLine } from '../quoting/visible.ts';
import type { Paint } from './paint.ts';
import { curlLine } from './script/curl-command.ts';
import { wrapped } from './wrapped.ts';

/** Changes of a request that are shown; one more says how many are left out. */
const CHANGES_SHOWN = 6;

/** Characters of a value, a response or a command that are shown. */
const SHOWN = 200;

/** Calls before the decisive one that are shown. */
const CALLS_SHOWN = 8;

/** All that shows a finding, as lines: what was sent, what came back, and how to see it again. */
export function detailLines(
  finding: Finding,
  {
    citations,
    others,
    again = finding.reproduce,
    exported = 'export --as curl writes it',
  }: { citations: Citation[]; others: string[]; again?: string; exported?: string },
  paint: Paint,
): string[] {
  const { evidence, steps } = finding;
  const decisive = steps.at(-1);
  const lines = [
    `      rule      ${visibleLine(finding.rule)} ${paint.dim(`(${evidence}${citationText(citations)})`)}`,
    `      expected  ${shorten(visibleLine(finding.expected))}`,
    `      got       ${shorten(visibleLine(finding.actual))}`,
  ];
  if (steps.length > 1) {
    const before = steps.slice(0, -1);
    const calls = before
      .slice(-CALLS_SHOWN)
      .map(({ operation, outcome }) => shorten(visibleLine(`${operation} → ${outcome}`)));
    const hidden = before.length - calls.length;
    lines.push(...block('after', hidden > 0 ? [`${hidden} more ${hidden === 1 ? 'call' : 'calls'}`, ...calls] : calls));
  }
  if (decisive) {
    const differing = finding.supported ? changes(finding.supported, decisive.input) : [];
    lines.push(...block('request', differing.length > 0 ? changeLines(differing, paint) : [valueText(decisive.input)]));
    const answer = decisive.response?.body.text;
    if (answer) lines.push(...block('answer', [shorten(visibleLine(withoutProlog(answer)))]));
  }
  if (others.length > 0) lines.push(...block('also', [`broken: ${some(others)}`]));
  lines.push(...block('again', [visibleLine(again)]));
  const curl = decisive ? curlLine(decisive) : '';
  if (curl)
    lines.push(...block('curl', [paint.dim(curl.length > SHOWN ? `too long to show; ${exported}` : visible(curl))]));
  return lines;
}

/** A finding of the last run: its headline, then its details, which other commands know by its number. */
export function findingPage(
  finding: Finding,
  paint: Paint,
  { number, columns }: { number: number; columns?: number | undefined },
): string[] {
  const again = `cloudfront-conformance reproduce ${number}`;
  const exported = `cloudfront-conformance export ${number} --as curl`;
  const details = detailLines(finding, { citations: [], others: [], again, exported }, paint);
  return [
    ...wrapped(shortened(visibleLine(headlineOf(finding)), 2 * SHOWN), columns, 0).map(paint.bold),
    ...details.flatMap((line) => folded(line, columns)),
  ];
}

/** A line of details folded under its label, within words too: values have no blanks to fold at. */
function folded(line: string, columns: number | undefined): string[] {
  if (columns === undefined || stripVTControlCharacters(line).length <= columns) return [line];
  const width = Math.max(20, columns - INDENT);
  const [label, text] = [line.slice(0, INDENT), line.slice(INDENT)];
  // A colour would be cut apart within a word.
  const cut = (part: string): string[] =>
    part.includes('\u001b') ? [part] : (part.match(new RegExp(`.{1,${width}}`, 'gs')) ?? ['']);
  return wrapped(text, columns, INDENT)
    .flatMap(cut)
    .map((part, index) => `${index === 0 ? label : ' '.repeat(INDENT)}${part}`);
}

/** Columns before the text of a labelled line. */
const INDENT = 16;

/** A label and what stands beside it, line under line. */
function block(label: string, lines: string[]): string[] {
  return lines.map((line, index) => `      ${(index === 0 ? label : '').padEnd(8)}  ${line}`);
}

/** Where a request differs from a supported one: the place they share, then each line without and with it. */
function changeLines(all: InputChange[], paint: Paint): string[] {
  const shared = sharedPath(all);
  const lines = all.slice(0, CHANGES_SHOWN).flatMap(({ path, before, after }) => {
    const place = visibleLine(placeText(path.slice(shared.length)));
    return [
      ...(before === undefined ? [] : [paint.red(`- ${place}: ${valueText(before)}`)]),
      ...(after === undefined ? [] : [paint.green(`+ ${place}: ${valueText(after)}`)]),
    ];
  });
  if (all.length > CHANGES_SHOWN)
    lines.push(
      `and ${all.length - CHANGES_SHOWN} more ${all.length - CHANGES_SHOWN === 1 ? 'difference' : 'differences'}`,
    );
  return shared.length === 0 ? lines : [`${visibleLine(placeText(shared))}`, ...lines];
}

/** What all paths begin with, never a whole path. */
function sharedPath(all: InputChange[]): InputChange['path'] {
  const [first, ...others] = all.map(({ path }) => path.slice(0, -1));
  let length = first?.length ?? 0;
  for (const path of others) while (path.slice(0, length).join('\0') !== first!.slice(0, length).join('\0')) length--;
  return first?.slice(0, length) ?? [];
}

function valueText(value: Json): string {
  return shorten(visible(JSON.stringify(value)));
}

const shorten = (text: string): string => shortened(text, SHOWN);

/** Some of the names, and how many more there are. */
export function some(names: string[], most = 3): string {
  return `${visibleLine(names.slice(0, most).join(', '))}${more(names.length - most)}`;
}

export function more(count: number, what = ''): string {
  return count > 0 ? ` and ${count} more${what && ` ${what}${count > 1 ? 's' : ''}`}` : '';
}

/** What says nothing about this answer: the XML declaration and the namespace. */
function withoutProlog(xml: string): string {
  return xml.replace(/^\s*<\?xml[^>]*\?>\s*/, '').replace(/^(<[\w:]+) xmlns="[^"]*"/, '$1');
}

export function citationText(citations: Citation[]): string {
  const [first] = citations;
  return first ? `: ${visibleLine(citedText(first))}${more(citations.length - 1)}` : '';
}
