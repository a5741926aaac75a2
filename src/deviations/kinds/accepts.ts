import { grouped, type Symptom } from '../symptom.ts';
import type { Draft, Kind } from './kind.ts';
import { listed, memberOf, operationsOf, outcomeOf, sentAt, shown } from './words.ts';

/** Requests that must be refused and are accepted: a mistake for each constraint, or for each error that is due. */
export const accepts: Kind = {
  kinds: ['accepts'],
  drafts(symptoms) {
    return grouped(symptoms, ({ difference }) => difference.about ?? '').map(([about, own]): Draft => {
      const on = operationsOf(own);
      return { key: `accepts:${about}${scopeOf(own, on)}`, symptoms: own, sentence: sentenceOf(own, on) };
    });
  },
  predicts: ({ symptoms: [first] }, { difference }) =>
    first!.difference.place !== undefined &&
    difference.kind === 'changes' &&
    difference.expected === undefined &&
    difference.place === first!.difference.place,
};

/** Which operation accepts it, where another was seen to refuse it. */
function scopeOf(own: readonly Symptom[], on: readonly string[]): string {
  const refusing = own.some(({ rule, finding }) =>
    rule.operations.some(
      (operation) =>
        operation !== finding.operation && (rule.judged[operation] ?? 0) > 0 && (rule.broken[operation] ?? 0) === 0,
    ),
  );
  return refusing ? `@${on.join('+')}` : '';
}

function sentenceOf(own: readonly Symptom[], on: readonly string[]): string {
  const [first] = own as [Symptom, ...Symptom[]];
  const { place, about } = first.difference;
  const answered = `${listed(on)} accepted`;
  if (place === undefined) return `${answered} a request that must be refused with ${about} (${outcomeOf(first)})`;
  const value = sentAt(first, place);
  const what = value === undefined ? `a request without ${memberOf(place)}` : `${memberOf(place)} ${shown(value)}`;
  return `${answered} ${what} (${outcomeOf(first)}): ${first.finding.demands}`;
}
