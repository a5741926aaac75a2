import { demandOf } from '../headline.ts';
import { distinct, grouped, type Symptom } from '../symptom.ts';
import { sisters } from './accepts-sisters.ts';
import type { DeviationDraft, Kind } from './kind.ts';
import { isOfState } from './refuses.ts';
import { transformation } from './transformation.ts';
import { isAsSpelled, listed, memberOf, operationsOf, outcomeOf, sentAt, shown, valueIn } from './words.ts';

/** Requests that must be refused and are accepted: a mistake for each constraint, or for each error that is due. */
export const accepts: Kind = {
  kinds: ['accepts'],
  drafts(symptoms, rules, all) {
    const blind = all.filter(refusesAnything).map(({ difference }) => difference.operation);
    const single = symptoms.filter((one) => mistakesIn(one) === 1);
    const drafts = grouped(single, (one) => firstOf(aboutOf(one))).map(([about, own]): DeviationDraft => {
      const on = operationsOf(own);
      return { key: `accepts:${about}${scopeOf(own, on, blind)}`, symptoms: own, sentence: sentenceOf(own, on) };
    });
    return sisters([...withoutWider(drafts), ...combined(symptoms, drafts)], rules);
  },
  predicts: ({ symptoms }, other) => {
    const { difference, finding } = other;
    const { kind, looked, place, about } = difference;
    // Of calls at once, those that must be refused one after the other say nothing of what happens between them.
    if (kind === 'race')
      return symptoms.some(
        (one) =>
          isOfCalls(one) &&
          finding.steps.some(({ operation, outcome }) => operation === one.difference.operation && /^2/.test(outcome)),
      );
    // Of what is not there, an answer shows nothing.
    if (finding.steps.length === 1 && looked === undefined && ['loses', 'changes', 'header'].includes(kind))
      return symptoms.some(
        (one) => NAMELESS.includes(aboutOf(one)) && one.difference.operation === difference.operation,
      );
    if (kind === 'stale') return about !== undefined && symptoms.some((one) => aboutOf(one) === NOTHING);
    // What need not be sent is not there to be shown.
    if (kind === 'loses' && looked === undefined && place !== undefined)
      return (
        symptoms.some((one) => one.difference.place === place && /\.required$/.test(aboutOf(one))) &&
        finding.steps.every(({ input }) => valueIn(input, place) === undefined)
      );
    if (kind !== 'changes' || !symptoms.some((one) => place !== undefined && one.difference.place === place))
      return false;
    // What was accepted is shown, and what is of no type is not converted.
    const isAsText = transformation(difference.expected, difference.observed)?.name === 'as-text';
    return looked === undefined || isAsText || isAsSpelled(other);
  },
};

/** Errors of which one is due are due for the same reason as fewer of them: what accepts the one accepts the other. */
function withoutWider(drafts: readonly DeviationDraft[]): DeviationDraft[] {
  const codes = ({ symptoms: [first] }: DeviationDraft): string[] => aboutOf(first!).split(' or ');
  return drafts.filter((draft) => {
    const narrower = drafts.find(
      (other) => codes(other).length < codes(draft).length && codes(other).every((code) => codes(draft).includes(code)),
    );
    narrower?.symptoms.push(...draft.symptoms);
    return narrower === undefined;
  });
}

/** What is wrong with an id that names nothing. */
const NAMELESS = ['an id that names nothing', 'another id'];

/** Whether a request is wrong because of other calls: its version, its id, or what something else has. */
const isOfCalls = ({ difference: { place, about = '' } }: Symptom): boolean =>
  place === undefined && (/\bIf-Match$/.test(about) || NAMELESS.includes(about) || /^[A-Z]\w+( or \w+)*$/.test(about));

/** What is wrong with the id of something that was deleted, or never was. */
const NOTHING = 'an id that names nothing';

const aboutOf = ({ difference }: Symptom): string => difference.about ?? '';
const mistakesIn = ({ finding: { differences = [] } }: Symptom): number =>
  differences.filter(({ kind }) => kind === 'accepts').length;

/**
 * Requests with several mistakes in them: explained by those of them that are accepted alone, if each is; where none is, or
 * not each, the others are accepted together only.
 */
function combined(symptoms: readonly Symptom[], drafts: readonly DeviationDraft[]): DeviationDraft[] {
  const draftOf = (one: Symptom): DeviationDraft | undefined =>
    drafts.find(({ symptoms: [first] }) => aboutOf(first!) === aboutOf(one));
  const several = symptoms.filter((one) => mistakesIn(one) > 1);
  const alone = new Set(several.filter((one) => draftOf(one) === undefined).map(({ finding }) => finding));
  for (const one of several) if (!alone.has(one.finding)) draftOf(one)!.symptoms.push(one);
  return grouped(
    several.filter(({ finding }) => alone.has(finding)),
    ({ finding }) =>
      distinct((finding.differences ?? []).map(({ about = '' }) => about))
        .sort()
        .join('+'),
  ).map(([about, own]): DeviationDraft => {
    const on = operationsOf(own);
    return { key: `accepts:${about}`, symptoms: own, sentence: sentenceOf(own, on) };
  });
}

/** Of errors that are all due, the first: which of them are due depends on the calls before. */
const firstOf = (about: string): string => about.split(' or ')[0]!;

/** Whether an operation refuses what is supported, for the version or the id: what it refuses besides says nothing. */
const refusesAnything = (symptom: Symptom): boolean => symptom.difference.kind === 'refuses' && isOfState(symptom);

/** Which operation accepts it, where another was seen to refuse it. `blind`: operations that refuse what is right too. */
function scopeOf(own: readonly Symptom[], on: readonly string[], blind: readonly string[]): string {
  const refusing = own.some(({ rule, finding }) =>
    rule.operations.some(
      (operation) =>
        operation !== finding.operation &&
        !blind.includes(operation) &&
        (rule.judged[operation] ?? 0) > 0 &&
        (rule.broken[operation] ?? 0) === 0,
    ),
  );
  return refusing ? `@${on.join('+')}` : '';
}

function sentenceOf(own: readonly Symptom[], on: readonly string[]): string {
  const [first] = own as [Symptom, ...Symptom[]];
  const { place, about } = first.difference;
  const answered = `${listed(on)} accepted`;
  const why = demandOf(first.finding);
  if (place === undefined) {
    const what = /^(an?|another|no) /.test(about ?? '') ? about : 'a request that must be refused';
    return `${answered} ${what} (${outcomeOf(first)}): ${why}`;
  }
  const value = sentAt(first, place);
  const what = value === undefined ? `a request without ${memberOf(place)}` : `${memberOf(place)} ${shown(value)}`;
  return `${answered} ${what} (${outcomeOf(first)}): ${why}`;
}
