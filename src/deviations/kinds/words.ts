import type { Json, JsonObject } from '../../core/json.ts';
import { distinct, type Symptom } from '../symptom.ts';

/** The operations of differences, in the order in which they come. */
export const operationsOf = (symptoms: readonly Symptom[]): string[] =>
  distinct(symptoms.map(({ difference }) => difference.operation));

/** `A`, `A and B`, `A, B and C`; of more than so many, how many there are. */
export function listed(names: readonly string[], most = 3): string {
  const shown = names.length > most ? [...names.slice(0, most - 1), `${names.length - most + 1} more`] : names;
  return shown.length < 2 ? (shown[0] ?? '') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}

/** `a FellTree`, `an UpdateTree`: by how the name begins. */
export const withArticle = (name: string): string => `${/^[aeiou]/i.test(name) ? 'an' : 'a'} ${name}`;

/** The last name in a place. */
export const memberOf = (place: string): string => place.split('.').at(-1)!;

/** Characters of a value that a sentence shows. */
const SHOWN = 60;

/** A value as JSON, cut where it is long. */
export const shown = (value: string): string => (value.length > SHOWN ? `${value.slice(0, SHOWN)}…` : value);

/** The value at a place of the decisive request, as JSON; undefined for none. */
export function sentAt({ finding }: Symptom, place: string): string | undefined {
  const value = valueIn(finding.steps.at(-1)?.input, place);
  return value === undefined ? undefined : JSON.stringify(value);
}

/** The value that the write of a difference sent at its place, as JSON: with the spelling that it had, not as it is meant. */
export function writtenAt({ finding, difference: { operation, place = '' } }: Symptom): string | undefined {
  const writes = finding.steps.filter((step) => step.operation === operation);
  const sent = writes.map(({ input }) => valueIn(input, place)).findLast((value) => value !== undefined);
  return sent === undefined ? undefined : JSON.stringify(sent);
}

/** Whether a number or boolean came back just as it was spelled, as a text that is not the usual one. */
export const isAsSpelled = (symptom: Symptom): boolean => {
  const { kind, expected = '', observed = '' } = symptom.difference;
  const isText = observed.startsWith('"') && /^(true|false|-?\d)/.test(expected);
  return kind === 'changes' && isText && writtenAt(symptom) === observed;
};

/** The value at a place, in the first item of each list that it leads through. */
export function valueIn(input: Json | undefined, place: string): Json | undefined {
  let value = input;
  for (const member of place.split('.')) {
    if (Array.isArray(value)) value = value[0];
    value = typeof value === 'object' && value !== null ? (value as JsonObject)[member] : undefined;
  }
  return value;
}

/** The outcome of the decisive call, such as `400 InvalidArgument`. */
export const outcomeOf = ({ finding }: Symptom): string => finding.steps.at(-1)?.outcome ?? '';

/** Whether a place is another one or inside of it. */
export const isWithin = (place: string, other: string): boolean => place === other || place.startsWith(`${other}.`);
