import { operationOf } from '../contracts/resource.ts';
import type { CaseStep } from './case.ts';
import { isPredictedRefused } from './predict.ts';
import { resourceOf, slotOf, type Workshop } from './workshop.ts';

/** What the steps of a case lead to, as far as that can be told without playing them. */
export interface Situation {
  slots: ReadonlyMap<number, { form: string; writes: number }>;
  /** The latest call, and the slot that it spoke of. */
  last: { what: string; slot: number };
}

export const NOWHERE: Situation = { slots: new Map(), last: { what: 'nothing', slot: -1 } };

/** The situation after a step. */
export function after(workshop: Workshop, situation: Situation, step: CaseStep): Situation {
  const resource = resourceOf(workshop, step);
  const [create, update, remove] = (['create', 'update', 'delete'] as const).map((verb) => operationOf(resource, verb));
  const slot = slotIn(workshop, step);
  const refused = isPredictedRefused(workshop, situation, step);
  const slots = new Map(situation.slots);
  if (!refused && step.operation === create) slots.set(slot, { form: formOf(step), writes: 0 });
  if (!refused && step.operation === update)
    slots.set(slot, { form: formOf(step), writes: (slots.get(slot)?.writes ?? 0) + 1 });
  if (!refused && step.operation === remove) slots.delete(slot);
  return { slots, last: { what: `${step.operation}${refused ? ' refused' : ''}`, slot } };
}

const slotIn = (workshop: Workshop, step: CaseStep): number => slotOf(resourceOf(workshop, step), step);

/** What is tried in which state and after which call, in combinations of two to four. */
export function featuresOf(workshop: Workshop, situation: Situation, step: CaseStep): string[] {
  const slot = slotIn(workshop, step);
  const { form, writes } = situation.slots.get(slot) ?? { form: 'absent', writes: 0 };
  const what = `${step.operation}${versionIn(step)}${isPredictedRefused(workshop, situation, step) ? ' refused' : ''}`;
  const own = formOf(step);
  const others = situation.slots.size - (situation.slots.has(slot) ? 1 : 0);
  const state = `${form} ${Math.min(writes, 2)} beside ${others}`;
  const before = `${situation.last.what}${situation.last.slot === slot ? '' : ' of another'}`;
  const all = step.tried?.map(({ place, kind }) => `${place}=${kind}`) ?? ['plain'];
  return [
    `${what} in ${state}`,
    `${what} after ${before}`,
    `${what} ${own} in ${form} after ${before}`,
    ...all.flatMap((tried) => [
      `${what} ${tried}`,
      `${what} ${tried} in ${form}`,
      `${what} ${tried} ${Math.min(writes, 2)}`,
      `${what} ${tried} beside ${others}`,
      `${what} ${tried} after ${before}`,
      `${what} ${tried} in ${state} after ${before}`,
    ]),
  ];
}

/** Structures of a configuration and its switches, but no other values. */
function formOf({ input }: CaseStep): string {
  const found: string[] = [];
  const visit = (value: unknown, name: string): void => {
    if (typeof value === 'boolean') found.push(`${name}=${value}`);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
    const members = Object.entries(value).filter(([, inner]) => inner !== undefined);
    if (members.some(([key]) => key.startsWith('$'))) return;
    if (name !== '') found.push(name);
    for (const [key, inner] of members) visit(inner, key);
  };
  visit(input, '');
  return found.join();
}

/** Which version a step sends, where it is not the present one. */
function versionIn({ input }: CaseStep): string {
  const parts = Object.values(input).flatMap((value) =>
    typeof value === 'object' && value !== null && !Array.isArray(value) && typeof value.$part === 'string'
      ? [`${value.$part}${value.$as ?? ''}`]
      : [],
  );
  return parts.includes('stale') ? ' stale' : parts.includes('etag') ? '' : ' bare';
}
