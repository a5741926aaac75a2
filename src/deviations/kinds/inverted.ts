import { changes } from '../../core/changes.ts';
import type { RecordedStep } from '../../core/event.ts';
import type { JsonObject } from '../../core/json.ts';
import type { Symptom } from '../symptom.ts';
import type { DeviationDraft } from './kind.ts';
import { isOfOtherMatter } from './refuses.ts';
import { listed, memberOf, operationsOf, outcomeOf, sentAt, shown } from './words.ts';

/**
 * Whether a supported request was refused by the constraint whose violations the target accepts: it holds the member, and
 * one that was accepted differs in nothing else from it, or from another that was refused in the same way.
 */
export function isInverted(cause: DeviationDraft, symptom: Symptom, { symptoms }: DeviationDraft): boolean {
  const place = placeOf(cause);
  if (place === undefined || !isRefusedWith(symptom, place)) return false;
  const { observed } = symptom.difference;
  const accepted = acceptedIn(cause);
  return symptoms.some(
    (one) =>
      one.difference.observed === observed &&
      isRefusedWith(one, place) &&
      accepted.some((step) => differsOnlyAt(place, step.input, one.finding.steps.at(-1)!.input)),
  );
}

const isRefusedWith = (symptom: Symptom, place: string): boolean =>
  ['refuses', 'code'].includes(symptom.difference.kind) &&
  /^400 /.test(symptom.difference.observed ?? '') &&
  !isOfOtherMatter(symptom) &&
  sentAt(symptom, place) !== undefined;

const placeOf = ({ symptoms: [first] }: DeviationDraft): string | undefined =>
  first!.difference.kind === 'accepts' ? first!.difference.place : undefined;

const acceptedIn = ({ symptoms }: DeviationDraft): RecordedStep[] =>
  symptoms.flatMap(({ finding }) => finding.steps.filter(({ outcome }) => /^2\d\d/.test(outcome)));

/** Names, ids and versions are other ones in each request. */
function differsOnlyAt(place: string, one: JsonObject, other: JsonObject): boolean {
  const structure = place.split('.')[0]!;
  return changes(pick(one, structure), pick(other, structure)).every(({ path, before, after }) => {
    const at = path.filter((key) => typeof key === 'string').join('.');
    const isName = typeof before === 'string' && typeof after === 'string';
    return isName || `${place}.`.startsWith(`${at}.`) || at.startsWith(`${place}.`);
  });
}

const pick = (input: JsonObject, member: string): JsonObject => ({ [member]: input[member] ?? null });

export function invertedSentence(cause: DeviationDraft, other: DeviationDraft): string {
  const place = placeOf(cause)!;
  const [accepted, refused] = [cause.symptoms[0]!, other.symptoms[0]!];
  const value = sentAt(accepted, place);
  const wrong = value === undefined ? `a request without ${memberOf(place)}` : `${memberOf(place)} ${shown(value)}`;
  const right = value === undefined ? 'one with it' : shown(sentAt(refused, place) ?? 'another');
  const on = listed(operationsOf(cause.symptoms.filter(({ difference }) => difference.kind === 'accepts')));
  return `${memberOf(place)} is checked the wrong way round: ${on} accepted ${wrong} (${outcomeOf(accepted)}) and refused ${right} (${outcomeOf(refused)})`;
}
