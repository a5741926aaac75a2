import type { Difference, View } from '../../core/difference.ts';
import { distinct, type Symptom } from '../symptom.ts';

/** Differences of one member that have one cause, and where: `@UpdateTree`, `@read`, both, or nothing for everywhere. */
export interface Scoped {
  scope: string;
  symptoms: Symptom[];
}

interface Cell {
  write: string;
  view: View;
}

/**
 * Tells whether a member is wrong because of how a write stores it, because of how a view shows it, or both: a write has it
 * wrong if each view that was looked at after it does; a view, if it does after each write.
 */
export function scoped(symptoms: readonly Symptom[]): Scoped[] {
  const known = symptoms.filter(({ difference }) => isOfWrite(difference));
  if (known.length === 0) return [{ scope: ofAnswers(symptoms), symptoms: [...symptoms] }];
  const wrong = cells(known, ({ operation, view }) => [{ write: operation, view: view! }]);
  const right = cells(known, ({ operation, looked = [] }) => looked.map((view) => ({ write: operation, view }))).filter(
    (cell) => !has(wrong, cell),
  );
  const writes = distinct(wrong.map(({ write }) => write));
  const lost = writes.filter((write) => !right.some((cell) => cell.write === write));
  const left = wrong.filter(({ write }) => !lost.includes(write));
  const views = distinct(left.map(({ view }) => view)).filter((view) => !right.some((cell) => cell.view === view));
  const rest = left.filter(({ view }) => !views.includes(view));
  const all: { scope: string; covers(difference: Difference): boolean }[] = [
    ...(lost.length > 1 && lost.length === writes.length ? [{ scope: '', covers: () => true }] : []),
    ...lost.map((write) => ({ scope: `@${write}`, covers: ({ operation }: Difference) => operation === write })),
    ...(views.length > 0
      ? [{ scope: `@${views.join('+')}`, covers: ({ view }: Difference) => views.includes(view as View) }]
      : []),
    ...rest.map(({ write, view }) => ({
      scope: `@${write}.${view}`,
      covers: (one: Difference) => one.operation === write && one.view === view,
    })),
  ];
  return assigned(symptoms, all);
}

/** Each symptom in the first scope that covers it. An answer that does not say who wrote goes where its view is, or anywhere. */
function assigned(
  symptoms: readonly Symptom[],
  all: readonly { scope: string; covers(difference: Difference): boolean }[],
): Scoped[] {
  const found = new Map<string, Symptom[]>();
  for (const symptom of symptoms) {
    const { difference } = symptom;
    const covering = all.find(({ covers }) => covers(difference));
    const scope = covering?.scope ?? all[0]!.scope;
    found.set(scope, [...(found.get(scope) ?? []), symptom]);
  }
  return [...found].map(([scope, own]) => ({ scope, symptoms: own }));
}

/** Whether a difference says which write sent the value. */
const isOfWrite = ({ view, looked }: Difference): boolean => view !== undefined && looked !== undefined;

/** Where nothing is known but the answers that show it: that one, or everywhere. */
function ofAnswers(symptoms: readonly Symptom[]): string {
  const answers = distinct(
    symptoms.map(({ difference: { view, operation } }) => (view === undefined || view === 'answer' ? operation : view)),
  );
  return answers.length === 1 ? `@${answers[0]}` : '';
}

function cells(symptoms: readonly Symptom[], of: (difference: Difference) => Cell[]): Cell[] {
  const found: Cell[] = [];
  for (const { difference } of symptoms) for (const cell of of(difference)) if (!has(found, cell)) found.push(cell);
  return found;
}

const has = (all: readonly Cell[], { write, view }: Cell): boolean =>
  all.some((one) => one.write === write && one.view === view);
