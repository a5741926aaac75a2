import type { Difference, DifferenceKind, View } from '../../core/difference.ts';
import { distinct, grouped, type Symptom } from '../symptom.ts';
import type { Draft, Kind } from './kind.ts';
import { isWithin, listed, memberOf, shown } from './words.ts';

/** Where a member differs: which write sent it, and which answer showed it. An answer may not say who wrote it. */
interface Cell {
  write: string | undefined;
  view: View | undefined;
}

/** Members that come back otherwise than they were sent: a mistake for each member and for each side that has it wrong. */
export const contentKind = (kind: DifferenceKind): Kind => ({
  kinds: [kind],
  drafts(symptoms) {
    const outer = grouped(symptoms, placeOf).filter(
      ([place], _, all) => !all.some(([other]) => other !== place && isWithin(place, other)),
    );
    return outer.flatMap(([place]) => {
      const own = symptoms.filter((one) => isWithin(placeOf(one), place));
      return scopesOf(own).map(
        ({ scope, symptoms: some }): Draft => ({
          key: `${kind}:${place}${scope}`,
          symptoms: some,
          sentence: sentenceOf(kind, place, some),
        }),
      );
    });
  },
  predicts: ({ symptoms: [first] }, { difference }) =>
    kind === 'loses' &&
    difference.kind === 'changes' &&
    difference.expected !== undefined &&
    parentOf(placeOf(first!)) === parentOf(difference.place ?? ''),
});

const placeOf = ({ difference }: Symptom): string => difference.place ?? difference.about ?? '';
const parentOf = (place: string): string => place.split('.').slice(0, -1).join('.');

function cellOf({ operation, view }: Difference): Cell {
  return { write: view === undefined || view === 'answer' ? operation : operation, view };
}

/** The symptoms by what has them wrong: everything (no scope), an answer, a write, or one answer after one write. */
function scopesOf(symptoms: readonly Symptom[]): { scope: string; symptoms: Symptom[] }[] {
  const fine = symptoms.flatMap(({ difference: { operation, looked = [] } }) =>
    looked.map((view): Cell => ({ write: operation, view })),
  );
  const isWrong = (cell: Cell): boolean =>
    symptoms.some(({ difference }) => {
      const wrong = cellOf(difference);
      return wrong.write === cell.write && wrong.view === cell.view;
    });
  const good = fine.filter((cell) => !isWrong(cell));
  if (good.length === 0) return [{ scope: '', symptoms: [...symptoms] }];
  const views = distinct(symptoms.map(({ difference }) => difference.view));
  const badViews = views.filter((view) => view !== undefined && !good.some((cell) => cell.view === view));
  const left = symptoms.filter(({ difference }) => !badViews.includes(difference.view));
  return [
    ...badViews.map((view) => ({
      scope: `@${view}`,
      symptoms: symptoms.filter(({ difference }) => difference.view === view),
    })),
    ...grouped(left, ({ difference }) => difference.operation).map(([write, own]) => ({
      scope: `@${write}`,
      symptoms: own,
    })),
  ];
}

const VERBS: Partial<Record<DifferenceKind, string>> = {
  loses: 'is lost',
  changes: 'is changed',
  adds: 'is there although it was not sent',
  stale: 'keeps its earlier value',
};

function sentenceOf(kind: DifferenceKind, place: string, symptoms: readonly Symptom[]): string {
  const told = symptoms.find(({ difference }) => difference.expected !== undefined) ?? symptoms[0]!;
  const { operation, expected, observed, view } = told.difference;
  const where = view === undefined || view === 'answer' ? 'its response' : WHERE[view];
  const sent = expected === undefined ? '' : `${operation} was sent ${shown(expected)} and `;
  const got = observed === undefined ? `${where} has none` : `${where} has ${shown(observed)}`;
  const wrong = `${memberOf(place)} ${VERBS[kind]}`;
  if (sent === '') return `${wrong}: ${listed(distinct(symptoms.map((one) => one.difference.operation)))}`;
  return `${wrong}: ${sent}${got}`;
}

const WHERE = { read: 'a later read', readConfig: 'a later read of the configuration', list: 'the list' } as const;
