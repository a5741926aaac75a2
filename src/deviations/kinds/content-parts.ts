import type { DifferenceKind } from '../../core/difference.ts';
import { distinct, grouped, type Symptom } from '../symptom.ts';
import type { DeviationDraft } from './kind.ts';
import type { Scoped } from './scope.ts';
import { transformation } from './transformation.ts';
import { isAsSpelled, listed, memberOf, shown } from './words.ts';

/** One member that is wrong in one way, and where. */
export interface WrongMember extends Scoped {
  kind: DifferenceKind;
  place: string;
}

export const placeOf = ({ difference: { place, about = '' } }: Symptom): string => place ?? about;

export const isOneOf = (drafts: readonly DeviationDraft[], symptom: Symptom): boolean =>
  drafts.some(({ symptoms }) => symptoms.includes(symptom));

/** A value that is the earlier one by chance, where another write has the same member wrong, is wrong in that way. */
export function kindIn(all: readonly Symptom[], symptom: Symptom): DifferenceKind {
  const { kind, operation } = symptom.difference;
  if (kind !== 'stale') return kind;
  const place = placeOf(symptom);
  const others = all.filter(
    (one) => placeOf(one) === place && one.difference.looked !== undefined && one.difference.operation !== operation,
  );
  const { observed } = symptom.difference;
  // What loses a member does not show its earlier value.
  const alike = others.find(
    ({ difference }) => difference.kind !== 'stale' && difference.kind !== 'adds' && difference.observed === observed,
  );
  return alike?.difference.kind ?? kind;
}

/** A number or boolean that an answer holds in a form that no reader takes for one. */
const isUnread = ({ difference: { looked, expected, observed } }: Symptom): boolean =>
  looked === undefined && expected === undefined && /^"(true|false|[-+\d.,e]+)"$/i.test(observed ?? '');

/** Values in an unusual spelling that come back in it, for which the service has one way to write them. */
export function asSpelled(symptoms: readonly Symptom[]): DeviationDraft[] {
  const own = symptoms.filter(isAsSpelled);
  const [first] = own;
  if (!first) return [];
  const { operation, expected = 'nothing', observed = '' } = first.difference;
  const members = distinct(own.map((one) => memberOf(placeOf(one))));
  const example = `${operation} was sent ${shown(observed)}, which means ${shown(expected)}, and ${shown(observed)} came back`;
  const sentence = `Numbers and booleans come back as the text that was sent, in ${listed(members)}: ${example}`;
  return [{ key: 'changes:as-text', symptoms: own, sentence, told: first.finding }];
}

/** Members that are spoilt in one known way, where there are several of them: that is the codec's mistake, not theirs. */
export function alike(symptoms: readonly Symptom[]): DeviationDraft[] {
  const wayOf = ({ difference: { kind, expected, observed } }: Symptom) =>
    kind === 'changes' ? transformation(expected, observed) : undefined;
  return grouped(symptoms, (one) => wayOf(one)?.name ?? '').flatMap(([name, own]): DeviationDraft[] => {
    const places = distinct(own.map(placeOf));
    if (name === '' || places.length < 2) return [];
    const { operation, expected, observed } = own[0]!.difference;
    const example = `${operation} was sent ${shown(expected!)} and ${shown(observed!)} came back`;
    const isOfTexts = own.every(({ difference }) => difference.expected!.startsWith('"'));
    const sentence = `${wayOf(own[0]!)!.what}, in ${listed(places.map(memberOf))}: ${example}`;
    const touched = symptoms.filter(
      (one) => one.difference.kind === 'changes' && (places.includes(placeOf(one)) || (!isOfTexts && isUnread(one))),
    );
    return [{ key: `changes:${name}`, symptoms: touched, sentence }];
  });
}
