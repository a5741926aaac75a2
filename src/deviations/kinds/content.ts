import type { DifferenceKind } from '../../core/difference.ts';
import { given } from '../../core/given.ts';
import { valueAt } from '../../core/path.ts';
import { compareFindings, distinct, grouped, type Symptom } from '../symptom.ts';
import { alike, asSpelled, isOneOf, kindIn, placeOf, type WrongMember } from './content-parts.ts';
import { isRefusal, refusedAndStored, STORED } from './content-refused.ts';
import { contentSentence, toldOf } from './content-sentence.ts';
import { wholes } from './content-wholes.ts';
import type { DeviationDraft, Kind } from './kind.ts';
import { scoped } from './scope.ts';
import { isWithin, shown } from './words.ts';

const CONTENT: readonly DifferenceKind[] = ['loses', 'changes', 'adds', 'stale'];

/**
 * Values that come back otherwise than they were sent, or that answers show otherwise than others: a mistake for each
 * member and for each side that has it wrong. Of several where one explains them: a codec that spoils all texts alike, an
 * update that stores nothing.
 */
export const content: Kind = {
  kinds: CONTENT,
  drafts(symptoms) {
    const stored = refusedAndStored(symptoms);
    const honest = symptoms.filter((one) => !isOneOf(stored, one));
    const spelled = asSpelled(honest);
    const spoilt = alike(honest.filter((one) => !isOneOf(spelled, one)));
    const left = honest.filter((one) => !isOneOf([...spelled, ...spoilt], one));
    const members = CONTENT.flatMap((kind) => membersOf(left, kind));
    const whole = wholes(members);
    const single = members.filter(({ symptoms: own }) => !own.some((one) => isOneOf(whole, one)));
    return withoutEchoes([...stored, ...spelled, ...spoilt, ...whole, ...besideOthers(single)]);
  },
  // Of calls at once, one that is refused must not be seen either.
  predicts: ({ key }, { difference: { kind }, finding: { steps } }) =>
    key.startsWith(STORED) && kind === 'race' && steps.some(({ outcome }) => isRefusal(outcome)),
};

/** The members that are wrong in one way, each with where: places that are inside of no other one. */
function membersOf(symptoms: readonly Symptom[], kind: DifferenceKind): WrongMember[] {
  const own = symptoms.filter((one) => kindIn(symptoms, one) === kind);
  return grouped(own, (one) => outerPlace(own, one)).flatMap(([place, inside]) =>
    scoped(inside).map((one) => ({ ...one, kind, place })),
  );
}

/** The widest place around that of a symptom which is wrong too, unless it was looked at in the same view and is right there. */
function outerPlace(all: readonly Symptom[], symptom: Symptom): string {
  const { view, operation } = symptom.difference;
  const isSameView = ({ difference }: Symptom): boolean =>
    difference.view === view && difference.operation === operation;
  const isLookedAt = ({ difference }: Symptom): boolean =>
    view !== undefined && difference.operation === operation && difference.looked?.includes(view) === true;
  const at = (place: string): Symptom[] => all.filter((one) => placeOf(one) === place);
  const isRight = (place: string): boolean => at(place).some(isLookedAt) && !at(place).some(isSameView);
  const around = distinct(all.map(placeOf)).filter((place) => isWithin(placeOf(symptom), place) && !isRight(place));
  return around.sort((one, other) => one.length - other.length)[0] ?? placeOf(symptom);
}

/** Drafts of members, but for what another one of them brings with it. */
function besideOthers(members: readonly WrongMember[]): DeviationDraft[] {
  const drafts = members.map((member) => ({ member, draft: draftOf(member) }));
  const kept = drafts.filter(({ member, draft }) => {
    const cause = drafts.find((other) => other.draft !== draft && brings(other.member, member));
    cause?.draft.symptoms.push(...member.symptoms);
    return cause === undefined;
  });
  return kept.map(({ draft }) => draft);
}

/**
 * What answers show otherwise than others do, without saying who wrote it, is what the write did that the finding holds: a
 * draft of nothing else goes to the draft of that write, at that place or around it.
 */
function withoutEchoes(drafts: readonly DeviationDraft[]): DeviationDraft[] {
  return drafts.filter((draft) => {
    if (draft.symptoms.some(({ difference }) => difference.looked !== undefined)) return true;
    const cause = drafts.find(
      (other) =>
        other !== draft &&
        draft.symptoms.every((echo) => other.symptoms.some((one) => one.difference.looked && isEchoOf(echo, one))),
    );
    cause?.symptoms.push(...draft.symptoms);
    return cause === undefined;
  });
}

/** Whether the calls of a finding hold the write of another one that has the same member wrong. */
const isEchoOf = (echo: Symptom, one: Symptom): boolean =>
  (isWithin(placeOf(echo), placeOf(one)) || isWithin(placeOf(one), placeOf(echo))) &&
  echo.finding.steps.some(({ operation }) => operation === one.difference.operation);

/** What stands in the place of a lost member, and what counts or leads to it, is no other mistake. */
function brings(cause: WrongMember, { kind, place, scope, symptoms }: WrongMember): boolean {
  // A structure that is as it was shows none of the members that it should have now.
  if (cause.kind === 'stale' && cause.scope === scope && cause.place !== place && isWithin(place, cause.place))
    return true;
  // Where every write has it changed, a value that is the earlier one is so by chance.
  if (kind === 'stale' && cause.kind === 'changes' && cause.place === place && cause.scope === '') return true;
  if (kind !== 'changes') return false;
  if ((cause.kind === 'loses' || cause.kind === 'adds') && isWithin(place, cause.place)) return true;
  if (parentOf(place) === '') return false;
  const isAround = isWithin(cause.place, parentOf(place));
  const isBeside = cause.kind === 'loses' && parentOf(place) === parentOf(cause.place);
  // Items of a list are structures inside of it.
  const isBesideItems = isAround && depthOf(cause.place) > depthOf(place) && depthOf(place) > 2;
  const isOfNone = ({ difference: { looked, expected, observed } }: Symptom): boolean =>
    (looked === undefined ? expected : observed) === '0';
  if (cause.place === place || !(isAround || isBeside)) return false;
  return symptoms.every((one) => isCount(one, isBesideItems) && (cause.kind !== 'loses' || isOfNone(one)));
}

/** Whether a number is that of the items in a list beside it. */
function isCount({ difference: { looked, expected, place = '' }, finding }: Symptom, isBesideItems: boolean): boolean {
  if (!/^\d+$/.test(expected ?? '')) return false;
  if (looked === undefined || isBesideItems) return true;
  const around = parentOf(place).split('.');
  return finding.steps.some(({ input }) => {
    const beside = valueAt(input, around);
    const lists = typeof beside === 'object' && beside !== null ? Object.values(beside).filter(Array.isArray) : [];
    return lists.some(({ length }) => length === Number(expected));
  });
}

const depthOf = (place: string): number => place.split('.').length;

const parentOf = (place: string): string => place.split('.').slice(0, -1).join('.');

function draftOf({ kind, place, scope, symptoms: all }: WrongMember): DeviationDraft {
  const symptoms = [...all].sort((one, other) => compareFindings(one.finding, other.finding));
  const sentence = contentSentence(kind, place, symptoms);
  const { finding: told } = toldOf(place, symptoms);
  const key = `${kind}:${place}${scope}`;
  return { key, symptoms, sentence, told, ...given({ hint: constant(symptoms) }) };
}

/** Said of a value that is the same whatever was due. */
function constant(symptoms: readonly Symptom[]): string | undefined {
  const due = distinct(symptoms.flatMap(({ difference }) => difference.expected ?? []));
  const [got, ...others] = distinct(symptoms.map(({ difference }) => difference.observed));
  const isOne = due.length > 1 && got !== undefined && others.length === 0;
  return isOne ? `it is always ${shown(got)}: is it a constant?` : undefined;
}
