import type { Fault } from '../../reference/faults/fault.ts';
import type { Suite } from '../suite.ts';
import { deckOf, drawFrom, type JudgeAlone, pairsThatShare } from './draw.ts';
import { namingCurve, summaryOf, type TogetherGrade } from './grade.ts';
import { type Alone, type GroupGrade, gradeGroup } from './group.ts';
import type { Inspected, Inspection } from './inspect.ts';
import { shuffled } from './shuffled.ts';
import { type Walk, walk } from './walk.ts';

export interface TogetherOptions {
  faults: readonly Pick<Fault, 'name' | 'about'>[];
  /** Faults of a group. */
  size: number;
  /** Groups; of pairs that share something the most that are tried. */
  groups: number;
  seed: number;
  /** Tasks that come first in every run, as they do in a user's. */
  order: readonly string[];
  /** Only pairs that share an operation or a place. */
  sharing?: boolean;
  /** Mends each group, the cause of the first heading first. */
  walk?: boolean;
  /** Says that no other group is begun. */
  enough?: () => boolean;
  /** Does a piece of the work; many may be under way at once. */
  inspect(inspection: Inspection): Promise<Inspected>;
  progress?(done: TogetherProgress): void;
}

/** How far such a grade is. */
export interface TogetherProgress {
  /** Runs of the suite. */
  runs: number;
  groups: number;
  total: number;
  causes: number;
  named: number;
}

/** How often masked faults of a group are exchanged for others. */
const ROUNDS = 5;

/** A run on a server with several faults, as a user's is, with fewer random cases. */
const RUN = { runs: 8, settle: 50, lanes: 1, shrink: true } as const;

/** Groups that are judged at the same time. */
const LANES = 12;

/** One seed for all runs: keys do not depend on it. */
const RUN_SEED = 1;

/** Grades how well a report tells several faults of one server apart. */
export async function gradeTogether(suite: Pick<Suite, 'version'>, options: TogetherOptions): Promise<TogetherGrade> {
  const started = performance.now();
  const known = new Map<string, Alone>();
  const progress: TogetherProgress = { runs: 0, groups: 0, total: options.groups, causes: 0, named: 0 };
  const tell = (): void => options.progress?.(progress);
  const inspect = async (faults: readonly string[]): Promise<Inspected> => {
    const inspected = await options.inspect({ faults, options: { ...RUN, seed: RUN_SEED, order: options.order } });
    progress.runs++;
    tell();
    return inspected;
  };
  const alone = onceFor(async (name) => {
    const { requests: _, unseen: __, ...account } = await inspect([name]);
    known.set(name, account);
    return account;
  });
  const work: Work = { options, alone, known, inspect };
  const groups: GroupGrade[] = [];
  const walks: Walk[] = [];
  const draws = options.sharing ? await pairsOf(work) : groupsOf(work);
  progress.total = draws.length;
  const waiting = draws.entries();
  const lane = async (): Promise<void> => {
    for (const [index, draw] of waiting) {
      if (options.enough?.()) return;
      const graded = await draw();
      groups[index] = graded;
      progress.groups++;
      progress.causes += graded.causes.length;
      progress.named += graded.causes.filter(({ named }) => named).length;
      tell();
      const faults = graded.causes.map(({ fault }) => fault);
      if (options.walk) walks[index] = await walk(faults, known, inspect);
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  const all = groups.filter(() => true);
  const walked = walks.filter(() => true);
  return {
    version: suite.version,
    date: new Date().toISOString().slice(0, 10),
    seconds: Math.round((performance.now() - started) / 1000),
    seed: options.seed,
    size: options.size,
    groups: all,
    alone: [...known]
      .filter(([, { headings }]) => headings.length !== 1)
      .map(([fault, { headings }]) => ({ fault, headings: headings.map(({ key }) => key) })),
    walks: walked,
    curve: namingCurve(all),
    summary: summaryOf(all, walked),
  };
}

interface Work {
  options: TogetherOptions;
  alone: JudgeAlone;
  known: ReadonlyMap<string, Alone>;
  inspect(faults: readonly string[]): Promise<Inspected>;
}

/** Groups of the size that was asked for. What is masked in one is exchanged for other faults. */
function groupsOf({ options, alone, known, inspect }: Work): (() => Promise<GroupGrade>)[] {
  const { size, seed, groups } = options;
  const names = options.faults.map(({ name }) => name);
  return Array.from({ length: groups }, (_, number) => async (): Promise<GroupGrade> => {
    const deck = deckOf(names, seed, number);
    const masked = new Set<string>();
    let faults: string[] = [];
    for (let round = 1; ; round++) {
      faults = await drawFrom(deck, size, faults, alone);
      const inspected = await inspect(faults);
      for (const fault of inspected.unseen) masked.add(fault);
      const kept = faults.filter((fault) => !inspected.unseen.includes(fault));
      if (kept.length === size || round === ROUNDS || deck.length === 0) {
        const graded = gradeGroup(named(options, faults), inspected, known);
        return { ...graded, masked: [...masked] };
      }
      faults = kept;
    }
  });
}

/** Pairs that share an operation or a place, drawn from as many faults as it takes. */
async function pairsOf({ options, alone, known, inspect }: Work): Promise<(() => Promise<GroupGrade>)[]> {
  const { seed, groups } = options;
  const names = options.faults.map(({ name }) => name);
  const some = shuffled(names, seed, 'pairs').slice(0, Math.max(LEAST, Math.ceil(SPREAD * Math.sqrt(groups))));
  await Promise.all(some.map(alone));
  return pairsThatShare(new Map(some.map((name) => [name, known.get(name)!])), seed)
    .slice(0, groups)
    .map((pair) => async (): Promise<GroupGrade> => {
      const inspected = await inspect(pair);
      const hidden = inspected.unseen.length > 0 ? [] : hiddenOf(pair, inspected, known);
      const unseen = [...inspected.unseen, ...hidden];
      return gradeGroup(named(options, pair), { ...inspected, unseen }, known);
    });
}

/** The least number of faults from which pairs are drawn, and how many there are for the root of the number of pairs. */
const LEAST = 12;
const SPREAD = 3;

/** The one of a pair without which the run shows the same as with it. */
function hiddenOf([one, other]: [string, string], { broken }: Inspected, known: ReadonlyMap<string, Alone>): string[] {
  const isAll = (fault: string): boolean => {
    const own = known.get(fault)!.broken;
    return own.length === broken.length && own.every((what) => broken.includes(what));
  };
  return isAll(one) ? [other] : isAll(other) ? [one] : [];
}

const named = ({ faults }: TogetherOptions, names: readonly string[]): { name: string; about: string }[] =>
  names.map((name) => ({ name, about: faults.find((fault) => fault.name === name)?.about ?? '' }));

function onceFor<T>(make: (name: string) => Promise<T>): (name: string) => Promise<T> {
  const made = new Map<string, Promise<T>>();
  return (name) => {
    const found = made.get(name) ?? make(name);
    made.set(name, found);
    return found;
  };
}
