import type { Difference } from '../../core/difference.ts';
import type { Finding } from '../../core/event.ts';
import type { Symptom } from '../symptom.ts';
import { invertedSentence, isInverted } from './inverted.ts';
import type { DeviationDraft } from './kind.ts';
import { isOfOtherMatter, isOfVersion, showsStep } from './refuses.ts';
import { isAsSpelled, isWithin, memberOf, operationsOf, sentAt } from './words.ts';

/** What a target with one deviation shows elsewhere, although it makes no other mistake there. */
interface Consequence {
  /** Whether a symptom of the other deviation follows from the cause. */
  follows(cause: DeviationDraft, symptom: Symptom, other: DeviationDraft): boolean;
  /** The sentence of the cause once it has taken the other in. */
  sentence?(cause: DeviationDraft, other: DeviationDraft): string;
}

/** A deviation that others explain in all that shows it is none of its own. */
export function withoutConsequences(drafts: readonly DeviationDraft[]): DeviationDraft[] {
  let left = [...drafts];
  for (const other of drafts) {
    // Calls at once go wrong because of what is wrong with each.
    const alone = other.symptoms.filter(({ difference }) => difference.kind !== 'race');
    const own = alone.length > 0 ? alone : other.symptoms;
    const causes = own.map((symptom) => causeOf(left, other, symptom));
    if (!causes.every((cause) => cause !== undefined)) continue;
    for (const [index, { cause, sentence }] of causes.entries()) {
      cause.symptoms.push(own[index]!);
      if (sentence) cause.sentence = sentence(cause, other);
    }
    causes[0]!.cause.symptoms.push(...other.symptoms.filter((symptom) => !own.includes(symptom)));
    left = left.filter((one) => one !== other);
  }
  return left;
}

interface Cause {
  cause: DeviationDraft;
  sentence: Consequence['sentence'];
}

function causeOf(drafts: readonly DeviationDraft[], other: DeviationDraft, symptom: Symptom): Cause | undefined {
  for (const { follows, sentence } of CONSEQUENCES) {
    const cause = drafts.find((one) => one !== other && follows(one, symptom, other));
    if (cause) return { cause, sentence };
  }
  return undefined;
}

const differenceOf = ({ symptoms: [first] }: DeviationDraft): Difference => first!.difference;

const isAbout = (draft: DeviationDraft, kind: Difference['kind'], about: string): boolean =>
  differenceOf(draft).kind === kind && draft.symptoms.some(({ difference }) => difference.about === about);

const isAt = (draft: DeviationDraft, kind: Difference['kind'], place: string): boolean =>
  differenceOf(draft).kind === kind && differenceOf(draft).place === place;

/** Integers beyond this are no values of any documented type. */
const MOST = 2 ** 31;

const CONSEQUENCES: readonly Consequence[] = [
  // A check that is made the wrong way round refuses what it should accept.
  { follows: isInverted, sentence: invertedSentence },
  // What takes a text for a number takes a number that is too large for its type.
  {
    follows: (cause, symptom) =>
      differenceOf(cause).kind === 'accepts' &&
      /\.type$/.test(differenceOf(cause).about ?? '') &&
      symptom.difference.kind === 'accepts' &&
      symptom.difference.place === differenceOf(cause).place &&
      Math.abs(Number(sentAt(symptom, symptom.difference.place ?? '')?.replaceAll('"', ''))) > MOST,
  },
  // An id that is only similar to another one names nothing.
  {
    follows: (cause, { difference: { kind, about, operation } }) =>
      isAbout(cause, 'accepts', 'an id that names nothing') &&
      kind === 'accepts' &&
      about === 'another id' &&
      cause.symptoms.some(({ difference }) => difference.operation === operation),
  },
  // What a delete leaves there is still in the way.
  {
    follows: (cause, { difference: { kind, observed = '' }, finding: { steps } }) =>
      isAbout(cause, 'accepts', 'an id that names nothing') &&
      ['refuses', 'code'].includes(kind) &&
      observed.startsWith('409 ') &&
      steps
        .slice(0, -1)
        .some(({ operation, outcome }) => outcome === '204' && operationsOf(cause.symptoms).includes(operation)),
  },
  // What a write did not store stands in the way of what it should have made possible.
  {
    follows: (cause, { difference: { kind, place, about = '', observed = '' }, finding: { steps } }) =>
      isSwitch(cause) &&
      (kind === 'accepts'
        ? place === undefined && /^[A-Z]\w+$/.test(about)
        : ['refuses', 'code'].includes(kind) && observed.startsWith('409 ')) &&
      steps.slice(0, -1).some((step) => step.operation === differenceOf(cause).operation && /^2/.test(step.outcome)),
  },
  // An ETag that is not the current one differs from that of a read, and is refused when it is sent back.
  {
    follows: (cause, { difference: { kind, place, observed = '' } }) =>
      (isAt(cause, 'stale', 'ETag') && kind === 'changes' && place === 'ETag') ||
      ((isAt(cause, 'changes', 'ETag') || isAt(cause, 'stale', 'ETag')) &&
        ['refuses', 'code'].includes(kind) &&
        isOfVersion(observed)),
  },
  // A target that refuses the right version does so before it looks at anything else.
  {
    follows: (cause, { difference: { kind, observed = '' } }) =>
      kind === 'code' &&
      isOfVersion(observed) &&
      differenceOf(cause).kind === 'refuses' &&
      differenceOf(cause).observed === observed &&
      operationsOf(cause.symptoms).length > 1,
  },
  // A list that lacks items, or has them twice, does so on each page, and counts what it has.
  {
    follows: (cause, { difference: { kind, operation, about, view, place, looked } }) => {
      const known = differenceOf(cause);
      const isItems = known.view === 'list' && /^an? (deleted )?\w+$/.test(known.about ?? '');
      if (!isItems || known.operation !== operation || view !== 'list') return false;
      if (kind === known.kind) return about !== undefined;
      // Who keeps what was deleted keeps what was replaced.
      if (known.about!.startsWith('a deleted ')) return kind === 'adds';
      return (
        ['changes', 'adds'].includes(kind) && looked === undefined && (about !== undefined || !place?.includes('.'))
      );
    },
  },
  // A page that is larger than it was to be is no first page of one item.
  {
    follows: (cause, { difference: { kind, operation, view, place } }) =>
      isAbout(cause, 'adds', 'more than MaxItems') &&
      differenceOf(cause).operation === operation &&
      ['changes', 'loses'].includes(kind) &&
      view === 'list' &&
      place !== undefined &&
      !place.includes('.'),
  },
  // What is not stored breaks no constraint, and is the same as nothing else.
  {
    follows: (cause, { difference: { kind, operation, place, about } }) => {
      const lost = differenceOf(cause);
      if (kind !== 'accepts' || lost.place === undefined || lost.operation !== operation) return false;
      if (!['loses', 'changes', 'stale'].includes(lost.kind)) return false;
      if (place === undefined) return /AlreadyExists$/.test(about ?? '');
      const around = lost.place.split('.').slice(0, -1).join('.');
      return around.includes('.') && isWithin(place, around);
    },
  },
  // An ETag that comes back is the earlier one, and the current one.
  {
    follows: (cause, { difference: { kind, about }, finding }) =>
      isAt(cause, 'stale', 'ETag') && kind === 'accepts' && about === 'an earlier If-Match' && isCurrent(finding),
  },
  // What a refused request left behind is in the way of others, and is listed.
  {
    follows: (cause, symptom) =>
      isAbout(cause, 'refuses', 'after a refused request') && (isInTheWay(cause, symptom) || isListedAsSent(symptom)),
  },
  // What fails on a request may leave it half done.
  {
    follows: (cause, { difference: { kind, about }, finding: { steps } }) =>
      differenceOf(cause).kind === 'fails' &&
      kind === 'refuses' &&
      about === 'after a refused request' &&
      steps.some(({ outcome }) => outcome === differenceOf(cause).observed),
  },
  // A wrong value that is sent back as it came is refused.
  {
    follows: (cause, symptom) =>
      differenceOf(cause).kind === 'changes' &&
      ['refuses', 'code'].includes(symptom.difference.kind) &&
      /^4(00|09) /.test(symptom.difference.observed ?? '') &&
      !isOfVersion(symptom.difference.observed ?? '') &&
      cause.symptoms.some(
        ({ difference: { place, expected, observed, looked } }) =>
          place !== undefined &&
          observed !== undefined &&
          observed !== expected &&
          (looked === undefined || observed.startsWith('"')) &&
          sentAt(symptom, place) === observed,
      ),
  },
  // What a target forgets is missing when it is sent back as it came.
  {
    follows: (cause, symptom) =>
      differenceOf(cause).kind === 'loses' &&
      ['refuses', 'code'].includes(symptom.difference.kind) &&
      /^400 /.test(symptom.difference.observed ?? '') &&
      !isOfOtherMatter(symptom) &&
      isWithout(symptom, differenceOf(cause).place ?? ''),
  },
  // What gives a resource another version gives it another time.
  {
    follows: (cause, { difference: { kind, place = '' }, finding }) =>
      isAt(cause, 'changes', 'ETag') && kind === 'changes' && !place.includes('.') && hasNewEtag(finding),
  },
  // A view that still shows the earlier values shows the earlier time.
  {
    follows: (cause, { difference: { kind, view, place = '' } }) =>
      cause.key.startsWith('stale:') &&
      view !== undefined &&
      cause.symptoms.every((one) => one.difference.view === view) &&
      kind === 'changes' &&
      !place.includes('.'),
  },
  // Items in a form that nobody reads are not found.
  {
    follows: (cause, { difference: { kind, place, about, view } }) =>
      differenceOf(cause).kind === 'loses' &&
      differenceOf(cause).place !== undefined &&
      differenceOf(cause).view === view &&
      view === 'list' &&
      kind === 'loses' &&
      place === undefined &&
      !!about?.endsWith(` ${memberOf(differenceOf(cause).place!)}`),
  },
];

/** Whether it is a boolean that a write does not store: what is switched on or off by it stays as it was. */
const isSwitch = (cause: DeviationDraft): boolean =>
  ['stale', 'loses', 'changes'].includes(differenceOf(cause).kind) &&
  cause.symptoms.some(
    (one) => !isAsSpelled(one) && (one.difference.expected === 'true' || one.difference.expected === 'false'),
  );

/** Whether the last request names the version that the answer before it gave. */
function isCurrent({ steps }: Finding): boolean {
  const current = steps
    .slice(0, -1)
    .flatMap(({ response }) => response?.headers.etag ?? [])
    .at(-1);
  return current !== undefined && Object.values(steps.at(-1)?.input ?? {}).includes(current);
}

/** Whether the last answer has an ETag that none before it had. */
function hasNewEtag({ steps }: Finding): boolean {
  const etags = steps.flatMap(({ response }) => response?.headers.etag ?? []);
  return etags.length > 1 && etags.lastIndexOf(etags.at(-1)!, -2) < 0;
}

/** Whether a request has a structure without this member. */
function isWithout(symptom: Symptom, place: string): boolean {
  const around = place.split('.').slice(0, -1).join('.');
  return around.includes('.') && sentAt(symptom, around) !== undefined && sentAt(symptom, place) === undefined;
}

/** Whether calls were refused, or raced, because something has the name that a refused request had. */
const isInTheWay = (cause: DeviationDraft, symptom: Symptom): boolean =>
  cause.symptoms.some(
    ({ difference: { observed, operation } }) =>
      ['refuses', 'code', 'race'].includes(symptom.difference.kind) &&
      (symptom.difference.observed === observed ||
        (symptom.difference.kind === 'race' &&
          symptom.finding.steps.some((step) => step.operation === operation && /^409 /.test(step.outcome))) ||
        showsStep(symptom, operation, observed)),
  );

/** Whether an item of a list shows a value that no accepted request holds. What stands beside the items is of the list. */
const isListedAsSent = ({ difference: { kind, view, looked, place } }: Symptom): boolean =>
  kind === 'changes' && view === 'list' && looked === undefined && place?.includes('.') === true;
