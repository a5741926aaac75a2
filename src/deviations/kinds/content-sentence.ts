import type { DifferenceKind } from '../../core/difference.ts';
import { distinct, type Symptom } from '../symptom.ts';
import { placeOf } from './content-parts.ts';
import { listed, memberOf, shown } from './words.ts';

const VERBS: Partial<Record<DifferenceKind, string>> = {
  loses: 'is lost',
  changes: 'is changed',
  adds: 'was not sent but is returned',
  stale: 'keeps its earlier value',
};

/** The same of answers that are not held against what was sent, which may not have had it. */
const SEEN: Partial<Record<DifferenceKind, string>> = { loses: 'is missing', changes: 'is wrong' };

/** What a page holds whose size is not limited. */
const TOO_MANY = 'more than MaxItems';

export const WHERE = {
  answer: 'its response',
  read: 'a later read',
  readConfig: 'a later read of the configuration',
  list: 'the list',
} as const;

/** The symptom whose values the sentence about a member tells. */
export function toldOf(place: string, symptoms: readonly Symptom[]): Symptom {
  const written = symptoms.filter(isWritten);
  return written.find((one) => placeOf(one) === place) ?? written[0] ?? symptoms[0]!;
}

const isWritten = ({ difference }: Symptom): boolean => difference.looked !== undefined;

/** What becomes of a member, with the values of the smallest evidence. */
export function contentSentence(kind: DifferenceKind, place: string, symptoms: readonly Symptom[]): string {
  const told = toldOf(place, symptoms);
  if (told.difference.about === TOO_MANY)
    return `${told.difference.operation} ignores MaxItems: it returned ${told.difference.observed}`;
  const isKnown = symptoms.some(
    ({ difference }) => difference.expected !== undefined || difference.looked !== undefined,
  );
  const verb = `${memberOf(place)} ${(isKnown ? undefined : SEEN[kind]) ?? VERBS[kind]}`;
  const written = symptoms.filter(isWritten);
  if (written.length === 0) return `${verb}: ${answersText(symptoms)}`;
  const { operation, expected, observed, view = 'answer' } = told.difference;
  const sent = expected === undefined ? 'none' : shown(expected);
  if (observed === undefined && isEverywhere(written))
    return `${verb}: ${operation} was sent ${sent} and no response has it`;
  return `${verb}: ${operation} was sent ${sent} and ${WHERE[view]} has ${observed === undefined ? 'none' : shown(observed)}`;
}

/** Whether all views that were looked at have it wrong, and more than one was. */
function isEverywhere(written: readonly Symptom[]): boolean {
  const wrong = distinct(written.map(({ difference }) => difference.view));
  const looked = distinct(written.flatMap(({ difference }) => difference.looked ?? []));
  return looked.length > 1 && looked.every((view) => wrong.includes(view));
}

/** Of answers that are not held against what was sent. */
function answersText(symptoms: readonly Symptom[]): string {
  const { expected, observed, about } = symptoms[0]!.difference;
  const on = listed(distinct(symptoms.map(({ difference }) => difference.operation)));
  if (about !== undefined) return `${on}: ${observed}`;
  if (observed === undefined) return `the response to ${on} has none`;
  return `the response to ${on} has ${shown(observed)}${expected === undefined ? '' : ` instead of ${shown(expected)}`}`;
}
