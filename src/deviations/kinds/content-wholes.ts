import { changes } from '../../core/changes.ts';
import type { View } from '../../core/difference.ts';
import type { JsonObject } from '../../core/json.ts';
import { distinct, grouped, type Symptom } from '../symptom.ts';
import { placeOf, type WrongMember } from './content-parts.ts';
import { WHERE } from './content-sentence.ts';
import type { DeviationDraft } from './kind.ts';
import { listed, memberOf, shown } from './words.ts';

/** Places of one structure that a write leaves as they were, for it to store nothing of the structure; lists that count wrong. */
const MANY = 3;

/** Members that are wrong together, since one mistake has all of them wrong: a structure, a pair, or all of one name. */
export function wholes(members: readonly WrongMember[]): DeviationDraft[] {
  const found: DeviationDraft[] = [];
  let left = [...members];
  for (const whole of [nothingStored, notStored, exchanged, ofOneName]) {
    const drafts = whole(left);
    found.push(...drafts);
    left = left.filter(({ symptoms }) => !drafts.some((draft) => draft.symptoms.includes(symptoms[0]!)));
  }
  return found;
}

const structureOf = ({ place }: WrongMember): string => place.split('.')[0]!;
const topOf = (place: string): string => place.split('.')[1] ?? '';
const symptomsIn = (members: readonly WrongMember[]): Symptom[] => members.flatMap(({ symptoms }) => symptoms);

/** The members of a structure that the last write of a finding sent. */
function sentTops({ finding }: Symptom, structure: string): string[] {
  const sent = finding.steps.findLast(({ input }) => input[structure] !== undefined)?.input[structure];
  return typeof sent === 'object' && sent !== null ? Object.keys(sent) : [];
}

/** Nothing of a structure comes back as it was sent. */
function nothingStored(members: readonly WrongMember[]): DeviationDraft[] {
  return grouped(members, structureOf).flatMap(([structure, own]): DeviationDraft[] => {
    const lost = own.filter(({ kind }) => kind === 'loses');
    const sent = distinct(symptomsIn(own).flatMap((one) => sentTops(one, structure)));
    const wrong = distinct(own.map(({ place }) => topOf(place)));
    if (lost.length < 2 || sent.length < MANY || !sent.every((top) => wrong.includes(top))) return [];
    const { operation, expected = '' } = lost[0]!.symptoms[0]!.difference;
    const example = `${memberOf(lost[0]!.place)} was sent to ${operation} as ${shown(expected)} and no response has it`;
    const sentence = `Nothing of ${structure} is stored (${listed(wrong)}): ${example}`;
    return [{ key: `loses:${structure}`, symptoms: symptomsIn(own), sentence }];
  });
}

/** An update after which the members that it changed are as they were: it stores nothing of the structure, or a view is of before. */
function notStored(members: readonly WrongMember[]): DeviationDraft[] {
  const after = members.filter(({ scope }) => scope.includes('@'));
  return grouped(after, (one) => `${structureOf(one)}${one.scope}`).flatMap(([key, own]): DeviationDraft[] => {
    const [first] = own.filter(({ kind }) => kind === 'stale');
    const isMany = distinct(own.filter((one) => !isCount(one)).map(({ place }) => place)).length >= MANY;
    if (first === undefined || !(isMany || first.symptoms.some((one) => hasAllWrong(one, structureOf(first)))))
      return [];
    const { operation, expected = 'nothing', observed = 'nothing' } = first.symptoms[0]!.difference;
    const tops = distinct(own.map(({ place }) => topOf(place) || place));
    const example = `${memberOf(first.place)} was sent as ${shown(expected)} and is still ${shown(observed)}`;
    const views = viewsOf(own);
    const what =
      views.length > 0
        ? `After ${operation}, ${listed(views.map((view) => WHERE[view]))} still ${views.length > 1 ? 'show' : 'shows'} the earlier values`
        : `${operation} does not store what it is sent`;
    const sentence = `${what} (${listed(tops)}): ${example}`;
    return [{ key: `stale:${key}`, symptoms: symptomsIn(own), sentence }];
  });
}

/** Whether it is a number that counts: it is wrong with what it counts. */
const isCount = ({ kind, symptoms }: WrongMember): boolean =>
  kind === 'changes' && symptoms.every(({ difference }) => /^\d+$/.test(difference.expected ?? ''));

/** The views that are wrong where others are right, or where no other was looked at but the list. */
function viewsOf(own: readonly WrongMember[]): View[] {
  const named = own[0]!.scope.replace(/^@/, '').split('+');
  if (named.every((view) => view in WHERE)) return named as View[];
  return symptomsIn(own).every(({ difference }) => difference.view === 'list') ? ['list'] : [];
}

/** Whether a finding has all members wrong that its update changed, and these are several. */
function hasAllWrong({ finding }: Symptom, structure: string): boolean {
  const written = finding.steps.map(({ input }) => input[structure]).filter((one) => typeof one === 'object');
  const [before, after] = written.slice(-2) as JsonObject[];
  if (!before || !after) return false;
  const changed = distinct(changes(before, after).map(({ path }) => String(path[0])));
  const wrong = (finding.differences ?? []).map((difference) => topOf(placeOf({ difference } as Symptom)));
  return changed.length > 1 && changed.every((top) => wrong.includes(top));
}

/** Two members of which each comes back with the value of the other. */
function exchanged(members: readonly WrongMember[]): DeviationDraft[] {
  const changed = members.filter(({ kind }) => kind === 'changes');
  const pairs = changed.flatMap((one, index) =>
    changed.slice(index + 1).flatMap((other): [WrongMember, WrongMember, Symptom][] => {
      const found = one.symptoms.find((symptom) => isExchange(symptom, other.place));
      return found && one.scope === other.scope ? [[one, other, found]] : [];
    }),
  );
  return pairs.map(([one, other, { difference }]): DeviationDraft => {
    const at = members.filter(({ place }) => place === one.place || place === other.place);
    const names = [one, other].map(({ place }) => memberOf(place));
    const { operation, expected = '', observed = '' } = difference;
    const sentence = `${listed(names)} are exchanged: ${names[0]} was sent to ${operation} as ${shown(expected)} and came back as ${shown(observed)}, which was sent as ${names[1]}`;
    return { key: `changes:${one.place}+${names[1]}${one.scope}`, symptoms: symptomsIn(at), sentence };
  });
}

const isExchange = ({ difference, finding }: Symptom, place: string): boolean =>
  (finding.differences ?? []).some(
    (other) =>
      other.place === place &&
      other.operation === difference.operation &&
      other.expected === difference.observed &&
      other.observed === difference.expected,
  );

/** Members that have one name in many structures, or in several of one: what writes them has one way to do so. */
function ofOneName(members: readonly WrongMember[]): DeviationDraft[] {
  const changed = members.filter(({ kind }) => kind === 'changes');
  return grouped(changed, ({ place }) => memberOf(place)).flatMap(([name, own]): DeviationDraft[] => {
    const places = distinct(own.map(({ place }) => place));
    const structures = distinct(own.map(structureOf));
    if (places.length < 2 || (places.length < MANY && structures.length > 1)) return [];
    const told = symptomsIn(own).find(({ difference }) => difference.expected !== undefined) ?? own[0]!.symptoms[0]!;
    const { operation, expected, observed = 'nothing' } = told.difference;
    const parents = distinct(places.map((place) => place.split('.').at(-2) ?? 'a list'));
    const due = expected === undefined ? '' : ` instead of ${shown(expected)}`;
    const example = `${operation} shows ${shown(observed)}${due}`;
    const around = structures.length === 1 ? `${structures[0]}.` : '';
    const sentence = `${name} is wrong in ${listed(parents)}: ${example}`;
    return [{ key: `changes:${around}*.${name}`, symptoms: symptomsIn(own), sentence }];
  });
}
