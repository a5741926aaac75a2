import { distinct, grouped, type Symptom } from '../symptom.ts';
import type { DeviationDraft, Kind } from './kind.ts';
import { listed, operationsOf, outcomeOf } from './words.ts';

/** Parts of requests on which a server fails in one way, for it to fail on all. */
const MANY = 4;

/** Requests that are answered with a server error. */
export const fails: Kind = {
  kinds: ['fails'],
  drafts: ofParts,
  predicts: ({ symptoms }, { difference: { kind, operation, observed } }) =>
    kind === 'refuses' &&
    symptoms.some(({ difference }) => difference.operation === operation && difference.observed === observed),
};

const ofPart = (part: string, symptoms: Symptom[]): DeviationDraft => ({
  key: `fails:${part}`,
  symptoms,
  sentence: `${listed(operationsOf(symptoms))} answered ${outcomeOf(symptoms[0]!)}: it may refuse this request, but must not fail`,
});

const everywhere = (symptoms: Symptom[]): DeviationDraft => ({
  key: 'fails:everywhere',
  symptoms,
  sentence: `${listed(operationsOf(symptoms))} answered ${outcomeOf(symptoms[0]!)} to many kinds of requests`,
});

function ofParts(symptoms: readonly Symptom[]): DeviationDraft[] {
  const [most] = grouped(symptoms, ({ difference }) => difference.observed ?? '')
    .map(([, alike]) => ({ alike, parts: distinct(alike.map(partOf)).length }))
    .sort((one, other) => other.parts - one.parts);
  const wide = most && most.parts >= MANY ? most.alike : [];
  const rest = symptoms.filter((one) => !wide.includes(one));
  return [
    ...(wide.length > 0 ? [everywhere(wide)] : []),
    ...grouped(rest, partOf).map(([part, own]) => ofPart(part, own)),
  ];
}

const partOf = ({ difference }: Symptom): string => difference.about ?? '';
