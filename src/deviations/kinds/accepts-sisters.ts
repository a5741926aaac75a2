import type { RuleRecord } from '../../core/run-record.ts';
import { distinct, grouped, type Symptom } from '../symptom.ts';
import type { DeviationDraft } from './kind.ts';
import { listed, memberOf, outcomeOf, sentAt, shown } from './words.ts';

/** Members at which one wrong value is accepted, for it to be the value that is not checked, and constraints for it to be all. */
const MANY = 3;
const ALL = 8;

/**
 * Sisters as one: no constraint of a structure is checked, one wrong value is taken in many members, no If-Match is compared.
 * Each was tested by itself.
 */
export function sisters(drafts: readonly DeviationDraft[], rules: readonly RuleRecord[]): DeviationDraft[] {
  const left = [...drafts];
  const merged = [...uncheckedBy(left, rules), ...sameValues(left), ...sameMembers(left), versions(left)].filter(
    (draft) => draft !== undefined,
  );
  return [...merged, ...left];
}

const differenceOf = ({ symptoms: [first] }: DeviationDraft): Symptom['difference'] => first!.difference;

/** Takes drafts out of a list, and gives one that stands for them. */
function merge(left: DeviationDraft[], own: readonly DeviationDraft[], key: string, sentence: string): DeviationDraft {
  for (const draft of own) left.splice(left.indexOf(draft), 1);
  return { key, symptoms: own.flatMap(({ symptoms }) => symptoms), sentence };
}

/** For each structure, and for each operation alone that checks none. */
function uncheckedBy(left: DeviationDraft[], rules: readonly RuleRecord[]): DeviationDraft[] {
  const placed = left.filter((draft) => differenceOf(draft).place !== undefined);
  return grouped(placed, (draft) => `${structureOf(draft)}${scopeOf(draft)}`).flatMap(
    ([, own]) => unchecked(left, own, scopeOf(own[0]!), rules) ?? [],
  );
}

const structureOf = (draft: DeviationDraft): string => differenceOf(draft).place!.split('.')[0]!;

const scopeOf = ({ key }: DeviationDraft): string => /@.*$/.exec(key)?.[0] ?? '';

/** No constraint on a structure is checked, of those keywords of which each constraint that was tested is accepted. */
function unchecked(
  left: DeviationDraft[],
  placed: readonly DeviationDraft[],
  scope: string,
  rules: readonly RuleRecord[],
): DeviationDraft | undefined {
  const accepted = new Set(placed.flatMap(({ symptoms }) => symptoms.map(({ rule }) => rule.id)));
  const shapes = new Set([...accepted].map((id) => id.split('.')[0]));
  const sistersOf = (draft: DeviationDraft): RuleRecord[] =>
    rules.filter(
      ({ id, operations, judged }) =>
        keywordsOf(draft).includes(id.split('.').at(-1)!) &&
        shapes.has(id.split('.')[0]) &&
        operations.join() === draft.symptoms[0]!.rule.operations.join() &&
        Object.keys(judged).length > 0,
    );
  const own = placed.filter((draft) => sistersOf(draft).every(({ id }) => accepted.has(id)));
  const [first] = own;
  const count = distinct(own.flatMap(({ symptoms }) => symptoms.map(({ rule }) => rule.id))).length;
  if (first === undefined || count < ALL) return undefined;
  const structure = structureOf(first);
  const keywords = distinct(own.flatMap(keywordsOf));
  if (keywords.length < MANY) return undefined;
  const what = `${count} of ${count} violations were accepted`;
  const by = scope === '' ? '' : ` by ${scope.slice(1).replaceAll('+', ' and ')}`;
  const named = listed(keywords, 4);
  const which =
    own.length === placed.length
      ? `No documented constraint of ${structure} is checked${by} (${named})`
      : `${structure} is not checked${by} for ${named}`;
  return merge(left, own, `accepts:${structure}${scope}`, `${which}: ${what}, such as ${exampleOf(first)}`);
}

const keywordsOf = (draft: DeviationDraft): string[] =>
  draft.symptoms.map(({ difference: { about = '' } }) => about.split('.').at(-1)!);

function exampleOf({ symptoms: [first] }: DeviationDraft): string {
  const { place = '' } = first!.difference;
  const value = sentAt(first!, place);
  return value === undefined ? `a request without ${memberOf(place)}` : `${memberOf(place)} ${shown(value)}`;
}

/** One wrong value that is accepted in many members under one keyword: who reads the value takes it for another. */
function sameValues(left: DeviationDraft[]): DeviationDraft[] {
  const placed = left.filter((draft) => differenceOf(draft).place !== undefined && !draft.key.includes('@'));
  const groups = grouped(placed, (draft) => {
    const [first] = draft.symptoms;
    return `${keywordsOf(draft)[0]}:${sentAt(first!, first!.difference.place!) ?? ''}`;
  });
  return groups.flatMap(([what, own]): DeviationDraft[] => {
    const [keyword = '', value = ''] = [what.slice(0, what.indexOf(':')), what.slice(what.indexOf(':') + 1)];
    if (own.length < MANY || value === '' || keyword === 'required') return [];
    const members = own.map((draft) => memberOf(differenceOf(draft).place!));
    const [first] = own[0]!.symptoms;
    const sentence = `${shown(value)} is accepted in ${listed(members)} (${outcomeOf(first!)}): ${first!.finding.demands}`;
    return [merge(left, own, `accepts:${keyword}:${value}`, sentence)];
  });
}

/** Members of one name in several structures that are not checked for the same: what reads them has one way to do so. */
function sameMembers(left: DeviationDraft[]): DeviationDraft[] {
  const placed = left.filter((draft) => differenceOf(draft).place !== undefined && !draft.key.includes('@'));
  const nameOf = (draft: DeviationDraft): string => `${memberOf(differenceOf(draft).place!)}.${keywordsOf(draft)[0]}`;
  return grouped(placed, nameOf).flatMap(([name, own]): DeviationDraft[] => {
    const places = distinct(own.map((draft) => differenceOf(draft).place));
    if (places.length < own.length || own.length < 2 || name.endsWith('.required')) return [];
    const on = distinct(own.flatMap(({ symptoms }) => symptoms.map(({ difference }) => difference.operation)));
    const [first] = own[0]!.symptoms;
    const sentence = `${listed(on)} accepted ${exampleOf(own[0]!)} (${outcomeOf(first!)}): ${first!.finding.demands}`;
    return [merge(left, own, `accepts:${name}`, sentence)];
  });
}

/** What is wrong with an If-Match, in the words of a headline. */
const VERSIONS: Record<string, string> = {
  'an earlier If-Match': 'an earlier ETag',
  'another If-Match': 'an unknown ETag',
  'no If-Match': 'a request without one',
};

/** A server that accepts If-Match in two ways in which it is wrong does not compare it. */
function versions(left: DeviationDraft[]): DeviationDraft | undefined {
  const own = left.filter((draft) => (differenceOf(draft).about ?? '') in VERSIONS);
  if (own.length < 2) return undefined;
  const on = distinct(own.flatMap(({ symptoms }) => symptoms.map(({ difference }) => difference.operation)));
  const accepted = distinct(own.map((draft) => VERSIONS[differenceOf(draft).about!]!)).sort();
  const verb = on.length === 1 ? 'does' : 'do';
  const sentence = `${listed(on)} ${verb} not compare If-Match: ${listed(accepted)} ${accepted.length > 1 ? 'were' : 'was'} accepted`;
  return merge(left, own, 'accepts:another If-Match', sentence);
}
