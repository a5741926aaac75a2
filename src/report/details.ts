import { type Change, changes } from '../core/changes.ts';
import type { Finding } from '../core/event.ts';
import type { Citation } from '../core/evidence.ts';
import type { Json } from '../core/json.ts';
import { placeText } from '../core/place-text.ts';
import { shortened } from '../core/shortened.ts';
import { headlineOf } from '../deviations/headline.ts';
import { visible, visibleLine } from '../quoting/visible.ts';
import type { Paint } from './paint.ts';
import { curlLine } from './script/curl-command.ts';

/** Changes of a request that are shown; one more says how many are left out. */
const CHANGES_SHOWN = 6;

/** Characters of a value or a response that are shown, and of a command. */
const SHOWN = 300;
const COMMAND_SHOWN = 2_000;

/** All that shows a finding, as lines: what was sent, what came back, and how to see it again. */
export function detailLines(
  finding: Finding,
  { citations, others }: { citations: Citation[]; others: string[] },
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
    const calls = steps.map(({ operation, outcome }) => visibleLine(`${operation} → ${outcome}`));
    lines.push(...block('after', calls.slice(0, -1)));
  }
  if (decisive) {
    const differing = finding.supported ? changes(finding.supported, decisive.input) : [];
    lines.push(...block('request', differing.length > 0 ? changeLines(differing, paint) : [valueText(decisive.input)]));
    const answer = decisive.response?.body.text;
    if (answer) lines.push(...block('answer', [shorten(visibleLine(withoutProlog(answer)))]));
  }
  if (others.length > 0) lines.push(...block('also', [`broken: ${some(others)}`]));
  lines.push(...block('again', [visibleLine(finding.reproduce)]));
  const curl = decisive ? curlLine(decisive) : '';
  if (curl) lines.push(...block('curl', [paint.dim(curl.length > COMMAND_SHOWN ? LONG : visible(curl))]));
  return lines;
}

const LONG = 'too long to show; export --as curl writes it';

/** The finding's headline, then its details. */
export const findingPage = (finding: Finding, paint: Paint): string[] => [
  paint.bold(visibleLine(headlineOf(finding))),
  ...detailLines(finding, { citations: [], others: [] }, paint),
];

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

const shorten = (text: string): string => shortened(text, SHOWN);

/** Some of the names, and how many more there are. */
export function some(names: string[]): string {
  return `${visibleLine(names.slice(0, 3).join(', '))}${more(names.length - 3)}`;
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
  return first ? `: ${visibleLine(`${first.document}, ${first.place}`)}${more(citations.length - 1)}` : '';
}
