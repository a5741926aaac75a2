import type { Case, CaseStep } from './case.ts';

/** How often each combination was tried, so that what was tried least comes first. */
export interface Tries {
  /** How much of a case is new, for each of its calls. */
  novelty(one: Case): number;
  count(one: Case): void;
}

export function createTries(): Tries {
  const counts = new Map<string, number>();
  return {
    novelty(one) {
      const fresh = new Set(featuresOf(one));
      let sum = 0;
      for (const feature of fresh) sum += 1 / (1 + (counts.get(feature) ?? 0)) ** 2;
      return sum / (one.steps.length + 1);
    },
    count(one) {
      for (const feature of featuresOf(one)) counts.set(feature, (counts.get(feature) ?? 0) + 1);
    },
  };
}

/** What the steps before one left in a slot, as far as that can be told without playing them. */
interface SlotForm {
  form: string;
  writes: number;
}

/** What is tried in which state and after which call, in combinations of two to four. */
export function featuresOf({ steps }: Case): string[] {
  const slots = new Map<number, SlotForm>();
  let before = 'nothing';
  return steps.flatMap((step) => {
    const slot = slotIn(step);
    const { form, writes } = slots.get(slot) ?? { form: 'absent', writes: 0 };
    const version = versionIn(step);
    const what = `${step.operation}${version}`;
    const tried = step.tried ? `${step.tried.place}=${step.tried.kind}` : 'plain';
    const state = `${form} ${Math.min(writes, 3)}`;
    if (hasBody(step)) slots.set(slot, { form: formOf(step), writes: writes + 1 });
    const own = formOf(step);
    const features = [
      `${what} ${tried}`,
      `${what} ${state}`,
      `${what} after ${before}`,
      `${what} ${tried} in ${form}`,
      `${what} ${tried} as ${own}`,
      `${what} ${tried} ${Math.min(writes, 3)}`,
      `${what} ${tried} after ${before}`,
      `${what} ${own} in ${state} after ${before}`,
    ];
    before = what;
    return features;
  });
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

const hasBody = ({ input }: CaseStep): boolean =>
  Object.values(input).some((value) => typeof value === 'object' && value !== null && !('$part' in value));

function slotIn({ slot, input }: CaseStep): number {
  if (slot !== undefined) return slot;
  for (const value of Object.values(input))
    if (typeof value === 'object' && value !== null && !Array.isArray(value) && value.$part === 'id')
      return Number(value.$slot);
  return 0;
}

/** Which version a step sends, where it is not the present one. */
function versionIn({ input }: CaseStep): string {
  const parts = Object.values(input).flatMap((value) =>
    typeof value === 'object' && value !== null && !Array.isArray(value) && typeof value.$part === 'string'
      ? [value.$part]
      : [],
  );
  return parts.includes('stale') ? ' stale' : parts.includes('etag') ? '' : ' bare';
}
