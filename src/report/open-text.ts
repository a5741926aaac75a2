import type { OpenMatter } from '../core/open-matter.ts';

type Say = (member: string) => string;

/** What the documentation shows of a member and a request does otherwise, by the keyword. */
const BEYOND: Record<string, Say> = {
  required: (member) => `no ${member}`,
  minItems: (member) => `${member} with fewer entries than any example has`,
  maxItems: (member) => `${member} with more entries than any example has`,
  maxLength: (member) => `a longer ${member} than any example has`,
  minLength: (member) => `a shorter ${member} than any example has`,
  pattern: (member) => `${member} with other characters than the examples have`,
  decimals: (member) => `${member} with more decimals than the examples have`,
  exclusiveMinimum: (member) => `${member} exactly at its minimum`,
  exclusiveMaximum: (member) => `${member} exactly at its maximum`,
  selects: (member) => `a ${member} that does not match the members beside it`,
};

/** What is open in a text, a number or a name. */
const KINDS: Record<string, Say> = {
  empty: (member) => `an empty ${member}`,
  long: (member) => `a very long ${member}`,
  unknown: (member) => `a member ${member}, which no page documents`,
  spelling: (member) => `an unusual spelling of ${member}`,
  'not-printable-ascii': (member) => `${member} beyond printable ASCII`,
  'surrounding-blanks': (member) => `blanks around ${member}`,
  'rounds-to-bound': (member) => `${member} that rounds to its bound`,
};

/** What is open, in words: `blanks around Header`, `no TrafficConfig`. */
export function openText({ matter, broken }: OpenMatter): string {
  if (broken) return `which error code wins: ${matter.join(' and ')}`;
  const [name = ''] = matter;
  if (name.startsWith('wire.')) return `the form of the request: ${name.slice('wire.'.length).replaceAll('-', ' ')}`;
  const parts = name.split('.');
  const at = parts.indexOf('supported');
  const [members, [kind = '', trait]] =
    at >= 0 ? [parts.slice(0, at), parts.slice(at + 1)] : splitAt(parts, (part) => part in KINDS);
  const member = members.join('.');
  const say = at >= 0 ? BEYOND[kind] : KINDS[kind];
  const told = say?.(member) ?? `${member}: ${kind}`;
  return trait === undefined ? told : `${told} (${trait.replaceAll('-', ' ')})`;
}

function splitAt(parts: string[], isKind: (part: string) => boolean): [string[], string[]] {
  const at = parts.findIndex((part, index) => index > 0 && isKind(part));
  return at < 0 ? [parts.slice(0, -1), parts.slice(-1)] : [parts.slice(0, at), parts.slice(at)];
}
