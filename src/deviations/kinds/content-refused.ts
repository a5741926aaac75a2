import type { RecordedStep } from '../../core/event.ts';
import type { Json } from '../../core/json.ts';
import { grouped, type Symptom } from '../symptom.ts';
import { placeOf } from './content-parts.ts';
import type { DeviationDraft } from './kind.ts';
import { listed, memberOf, valueIn } from './words.ts';

/** How keys of such deviations begin. */
export const STORED = 'changes:by a refused ';

/** What a read shows of a request that was refused: the write before it was refused, and its values are there all the same. */
export function refusedAndStored(symptoms: readonly Symptom[]): DeviationDraft[] {
  const found = symptoms.filter((one) => storedBy(one) !== undefined);
  return grouped(found, (one) => storedBy(one)!.operation).map(([operation, own]): DeviationDraft => {
    const { outcome } = storedBy(own[0]!)!;
    const members = [...new Set(own.map((one) => memberOf(placeOf(one))))];
    const sentence = `${operation} was refused (${outcome}) and has stored what it was sent all the same (${listed(members)})`;
    return { key: `${STORED}${operation}`, symptoms: own, sentence };
  });
}

/** The refused write whose value a read shows. */
function storedBy({ difference, finding: { steps } }: Symptom): RecordedStep | undefined {
  if (difference.looked === undefined || difference.place === undefined) return undefined;
  const structure = difference.place.split('.')[0]!;
  const write = steps.slice(0, -1).findLast(({ input }) => input[structure] !== undefined);
  if (!write || !isRefusal(write.outcome)) return undefined;
  return textOf(valueIn(write.input, difference.place)) === difference.observed ? write : undefined;
}

export const isRefusal = (outcome: string): boolean => /^4\d\d /.test(outcome);

const textOf = (value: Json | undefined): string | undefined =>
  value === undefined ? undefined : JSON.stringify(value);
