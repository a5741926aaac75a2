import type { MemberDoc, TypeDoc } from './documentation.ts';
import type { OperationPage, PageEntry } from './operation-page.ts';
import { examplesIn } from './patterns/example.ts';
import { PATTERNS } from './patterns/index.ts';
import type { Statement } from './patterns/pattern.ts';
import { restatementsIn } from './restatements.ts';
import { sentencesOf } from './sentences.ts';

/** One thing that a page states: of which part and place of it, what kind of thing, and its value as text. */
export interface Stated {
  part: string;
  place: string;
  kind: string;
  value: string;
}

/** Every single thing that a page states. No two have part, place and kind in common. */
export function statedBy(page: OperationPage): Stated[] {
  const stated: Stated[] = Object.entries(page.names).map(([place, value]) => ({
    part: 'operation',
    place,
    kind: 'name',
    value,
  }));
  stated.push({ part: 'operation', place: 'link', kind: 'version', value: page.version });
  stated.push({ part: 'operation', place: 'method', kind: 'returns', value: page.returns });
  stated.push({ part: 'response', place: 'the answer', kind: 'type', value: page.responseType });
  stated.push(...byProse('operation', 'method', page.prose, undefined, membersOf(page.parameters, page.requestSyntax)));
  stated.push(...byEntries('request syntax', '', page.requestSyntax, []));
  stated.push(...byEntries('parameters', '', page.parameters, page.requestSyntax));
  stated.push(...byEntries('response syntax', '', page.responseSyntax, []));
  stated.push(...byEntries('response', '', page.response, page.responseSyntax));
  for (const name of page.exceptions)
    stated.push({ part: 'exceptions', place: name, kind: 'exception', value: 'thrown' });
  return stated;
}

function byEntries(part: string, above: string, entries: PageEntry[], syntax: PageEntry[]): Stated[] {
  const members = membersOf(entries, syntax);
  return entries.flatMap((entry, index): Stated[] => {
    const place = entry.name === null ? `${above}[]` : above === '' ? entry.name : `${above}.${entry.name}`;
    const shown = syntax.find(({ name }) => name === entry.name);
    const stated: Stated[] = [{ part, place, kind: 'type', value: entry.type }];
    if (entry.required !== undefined) stated.push({ part, place, kind: 'required', value: entry.required });
    if (entry.values !== undefined)
      stated.push({ part, place, kind: 'values', value: [...entry.values].sort().join(' | ') });
    stated.push(...byProse(part, place, entry.prose, members[index], members));
    stated.push(...byEntries(part, place, entry.inner, shown?.inner ?? []));
    return stated;
  });
}

/** What prose states: what the patterns read in it, the examples, what is said twice, and every name and figure that occurs. */
function byProse(
  part: string,
  place: string,
  prose: PageEntry['prose'],
  subject: MemberDoc | undefined,
  members: MemberDoc[],
): Stated[] {
  const sentences = sentencesOf(prose);
  const stated: Stated[] = [];
  const add = (kind: string, values: string[]) => {
    if (values.length > 0) stated.push({ part, place, kind, value: values.join(' | ') });
  };
  const claims = sentences.flatMap((sentence, index) => {
    const next = sentences[index + 1]?.text;
    const statement: Statement = {
      ...sentence,
      members,
      ...(subject === undefined ? {} : { subject }),
      ...(next === undefined ? {} : { next }),
    };
    return PATTERNS.flatMap((pattern) => pattern.read(statement));
  });
  const kinds = [...new Set(claims.map(({ claim }) => claim.kind))];
  for (const kind of kinds) {
    add(
      kind,
      claims.filter(({ claim }) => claim.kind === kind).map(({ about, claim }) => detail(about, claim)),
    );
  }
  const texts = sentences.map(({ text }) => text);
  add('example', texts.flatMap(examplesIn).map(String));
  add(
    'said twice',
    texts.flatMap(restatementsIn).map(({ said, again, agrees }) => `${said} ${agrees ? '=' : '≠'} ${again}`),
  );
  add(
    'names',
    texts.flatMap((text) => [...text.matchAll(/`([^`]+)`/g)].map((match) => match[1]!)),
  );
  add(
    'figures',
    texts.flatMap((text) => text.match(FIGURES) ?? []),
  );
  return stated;
}

const FIGURES = /\d+(?:[.,]\d+)*|\b(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b/gi;

const detail = (about: string | undefined, { kind, ...claim }: object & { kind: string }): string =>
  `${about === undefined ? '' : `${about}: `}${Object.entries(claim)
    .map(([name, value]) => `${name} ${String(value)}`)
    .join(', ')}`;

const KINDS: Record<string, Exclude<TypeDoc['kind'], 'structure' | 'list' | 'map'>> = {
  string: 'string',
  integer: 'int32',
  float: 'float',
  boolean: 'boolean',
  datetime: 'date-time',
  bytes: 'blob',
};

/** Entries as the patterns want them. The syntax block knows the values, the other part the prose. */
function membersOf(entries: PageEntry[], syntax: PageEntry[]): MemberDoc[] {
  return entries.map((entry) => ({
    name: entry.name ?? '',
    required: entry.required === 'true',
    type: typeOf(
      entry,
      syntax.find(({ name }) => name === entry.name),
    ),
    prose: entry.prose,
  }));
}

function typeOf(entry: PageEntry, shown: PageEntry | undefined): TypeDoc {
  if (entry.type === 'dict') return { kind: 'structure', shape: '' };
  if (entry.type === 'list') {
    const item = entry.inner[0];
    return { kind: 'list', items: item === undefined ? { kind: 'string' } : typeOf(item, shown?.inner[0]) };
  }
  if (entry.type === 'string' && shown?.values !== undefined) return { kind: 'string', values: shown.values };
  return { kind: KINDS[entry.type] ?? 'string' };
}
