import { given } from '../../core/given.ts';
import { grouped, type Symptom } from '../symptom.ts';
import type { DeviationDraft, Kind } from './kind.ts';
import { listed, memberOf, operationsOf, outcomeOf, sentAt, shown } from './words.ts';

/** Requests that the documentation supports and the target refuses, by the member that is refused where that is known. */
export const refuses: Kind = {
  kinds: ['refuses'],
  drafts(symptoms) {
    const placed = symptoms.filter((one) => one.difference.place !== undefined && !isOfState(one));
    const members = besideOthers(grouped(placed, ({ difference }) => difference.place!));
    const plain = symptoms.filter((one) => !placed.includes(one) && !isSpecial(one));
    const own = plain.filter((one) => !joined(members, one, isOf));
    const whole = grouped(own, (one) => reasonOf(own, one)).map(([part, some]): DeviationDraft => {
      const sentence = `${listed(operationsOf(some))} refused a supported request (${outcomeOf(some[0]!)})`;
      return { key: `refuses:${part}`, symptoms: some, sentence, ...given({ hint: hintOf(some) }) };
    });
    const stuck = symptoms
      .filter(isSpecial)
      .filter((one) => !joined(whole, one, isSameRefusal) && !joined(members, one, isOf));
    const special = grouped(stuck, (one) => `${partOf(one)} ${one.difference.about}`).map(
      ([what, some]): DeviationDraft => {
        const refused = `refused a supported request ${some[0]!.difference.about}`;
        const sentence = `${listed(operationsOf(some))} ${refused}: ${outcomeOf(some[0]!)}`;
        return { key: `refuses:${what}`, symptoms: some, sentence };
      },
    );
    return [...members, ...whole, ...special];
  },
  // Who refuses for one reason does so whatever else is wrong with the request.
  predicts: (draft, symptom) =>
    (symptom.difference.kind === 'code' && isSameRefusal(draft, symptom)) ||
    (symptom.difference.kind === 'race' &&
      draft.symptoms.some(({ difference: { operation, observed } }) => showsStep(symptom, operation, observed))),
};

/** Takes a symptom into the first draft that it belongs to, and tells whether there is one. */
function joined(
  drafts: readonly DeviationDraft[],
  symptom: Symptom,
  belongs: (draft: DeviationDraft, one: Symptom) => boolean,
): boolean {
  const draft = drafts.find((one) => belongs(one, symptom));
  draft?.symptoms.push(symptom);
  return draft !== undefined;
}

/** A draft for each refused member; one whose requests all hold another refused value too is refused for that one. */
function besideOthers(groups: readonly [string, Symptom[]][]): DeviationDraft[] {
  const drafts = groups.map(([place, own]) => ({
    place,
    value: sentAt(own[0]!, place),
    draft: { key: `refuses:${place}`, symptoms: [...own], sentence: sentenceOf(own, place) },
  }));
  const kept = drafts.filter(({ place, draft }) => {
    const cause = drafts.find(
      (other) =>
        other.place !== place &&
        other.value !== undefined &&
        draft.symptoms.every((one) => sentAt(one, other.place) === other.value) &&
        !other.draft.symptoms.every((one) => sentAt(one, place) === sentAt(draft.symptoms[0]!, place)),
    );
    cause?.draft.symptoms.push(...draft.symptoms);
    return cause === undefined;
  });
  return kept.map(({ draft }) => draft);
}

function sentenceOf(own: readonly Symptom[], place: string): string {
  const value = sentAt(own[0]!, place);
  const what = `${memberOf(place)}${value === undefined ? '' : ` ${shown(value)}`}`;
  return `${listed(operationsOf(own))} refused ${what} (${outcomeOf(own[0]!)}), which the documentation supports`;
}

/** Whether something else is special about it: it came after a refused request, or in an unusual form. */
const isSpecial = ({ difference }: Symptom): boolean => difference.about !== undefined;

const isSameRefusal = ({ symptoms }: DeviationDraft, { difference: { operation, observed } }: Symptom): boolean =>
  symptoms.some(({ difference }) => difference.operation === operation && difference.observed === observed);

/** Whether a refused request holds the member for which others were refused. */
function isOf({ symptoms: [first] }: DeviationDraft, symptom: Symptom): boolean {
  const { place, observed } = first!.difference;
  return place !== undefined && symptom.difference.observed === observed && sentAt(symptom, place) !== undefined;
}

/** Whether one of the calls of a finding had this answer. */
export const showsStep = ({ finding }: Symptom, operation: string, outcome: string | undefined): boolean =>
  finding.steps.some((step) => step.operation === operation && step.outcome === outcome);

/** Whether a refusal says that what the request names is of another version. */
export const isOfVersion = (observed: string): boolean =>
  /^412 |^4\d\d (PreconditionFailed|InvalidIfMatchVersion)\b/.test(observed);

/** Whether a refusal says that what the request names is not there, or of another version: that is no matter of what it sends. */
export const isOfState = ({ difference: { observed = '' } }: Symptom): boolean =>
  isOfVersion(observed) || /^404 |^4\d\d \w*NotFound\b/.test(observed);

/** Errors that are due because of who calls, how often, or what else there is. */
const ELSEWHERE =
  /^4\d\d (AccessDenied|RequestExpired|TooManyRequests|SlowDown|\w*(Throttl|AlreadyExists|InUse|LimitExceeded|QuotaExceeded|RateExceeded)\w*)/;

/** Whether a refusal speaks of another matter than the values that the request sends. */
export const isOfOtherMatter = (symptom: Symptom): boolean =>
  isOfState(symptom) || ELSEWHERE.test(symptom.difference.observed ?? '');

/** Where authors of servers go wrong so that all of a kind is refused. */
function hintOf([first]: readonly Symptom[]): string | undefined {
  const { operation, observed = '' } = first!.difference;
  const path = first!.finding.steps.at(-1)?.request?.url.replace(/[?#].*$/, '') ?? '';
  if (observed.startsWith('404 ') && path.endsWith('/config'))
    return `the path of ${operation} ends with /config: the id is the segment before it`;
  if (/^400 \w*(Malformed|Xml|XML)/.test(observed))
    return 'the root element of the body is the configuration itself, and its members are the elements inside of it';
  return undefined;
}

/** A reason for which several operations without a body refuse: the code; of a single one, its part. */
function reasonOf(all: readonly Symptom[], symptom: Symptom): string {
  const part = partOf(symptom);
  const { operation, observed = '' } = symptom.difference;
  const others = all.filter((one) => one.difference.observed === observed && partOf(one) === one.difference.operation);
  return part === operation && operationsOf(others).length > 1 ? (observed.split(' ')[1] ?? observed) : part;
}

/** The status where it speaks of a state, or the code where the status does not; else the structure that a request sends, which create and update share, or its operation. */
function partOf(symptom: Symptom): string {
  const { finding, difference } = symptom;
  const { observed = '' } = difference;
  if (isOfState(symptom)) return /^4(04|12) /.test(observed) ? observed.slice(0, 3) : observed.split(' ')[1]!;
  const [part] = Object.entries(finding.steps.at(-1)?.input ?? {}).filter(([, value]) => typeof value === 'object');
  return part?.[0] ?? difference.operation;
}
