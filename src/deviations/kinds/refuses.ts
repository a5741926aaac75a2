import { grouped, type Symptom } from '../symptom.ts';
import type { Draft, Kind } from './kind.ts';
import { listed, memberOf, operationsOf, outcomeOf, sentAt, shown } from './words.ts';

/** Requests that the documentation supports and the target refuses, by the member that is refused where that is known. */
export const refuses: Kind = {
  kinds: ['refuses'],
  drafts(symptoms) {
    const placed = symptoms.filter(({ difference }) => difference.place !== undefined);
    const drafts = grouped(placed, ({ difference }) => difference.place!).map(
      ([place, own]): Draft => ({
        key: `refuses:${place}`,
        symptoms: own,
        sentence: sentenceOf(own, place),
      }),
    );
    const rest = symptoms.filter((one) => !placed.includes(one));
    for (const one of rest) drafts.find((draft) => isOf(draft, one))?.symptoms.push(one);
    const own = rest.filter((one) => !drafts.some((draft) => draft.symptoms.includes(one)));
    const whole = grouped(own, (one) => partOf(one)).map(
      ([part, some]): Draft => ({
        key: `refuses:${part}`,
        symptoms: some,
        sentence: `${listed(operationsOf(some))} refused a supported request: ${outcomeOf(some[0]!)}`,
      }),
    );
    return [...drafts, ...whole];
  },
};

function sentenceOf(own: readonly Symptom[], place: string): string {
  const value = sentAt(own[0]!, place);
  const what = `${memberOf(place)}${value === undefined ? '' : ` ${shown(value)}`}`;
  return `${what} is refused: ${listed(operationsOf(own))} answered ${outcomeOf(own[0]!)} to a supported request`;
}

/** Whether a refused request holds the member for which others were refused. */
function isOf({ symptoms: [first] }: Draft, symptom: Symptom): boolean {
  const { place, observed } = first!.difference;
  return place !== undefined && symptom.difference.observed === observed && sentAt(symptom, place) !== undefined;
}

/** The structure that a request sends, which is the same for a create and an update; else its operation. */
function partOf({ finding, difference }: Symptom): string {
  const [part] = Object.entries(finding.steps.at(-1)?.input ?? {}).filter(([, value]) => typeof value === 'object');
  return part?.[0] ?? difference.operation;
}
