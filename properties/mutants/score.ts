/** What became of the mutants of one file or room. */
export interface Score {
  /** Mutants that a test noticed, by failing or by not ending. */
  noticed: number;
  total: number;
}

export type Scores = Record<string, Score>;

/** What Stryker tells of a mutant, as far as a score needs it. */
export interface Mutant {
  fileName: string;
  status: string;
}

const NOTICED = new Set(['Killed', 'Timeout']);
const MISSED = new Set(['Survived', 'NoCoverage']);

/** The scores of files. A mutant that does not compile, or that is marked as equivalent, counts nowhere. */
export function scoresOf(mutants: readonly Mutant[]): Scores {
  const scores: Scores = {};
  for (const { fileName, status } of mutants) {
    if (!NOTICED.has(status) && !MISSED.has(status)) continue;
    const score = (scores[fileName] ??= { noticed: 0, total: 0 });
    score.total++;
    if (NOTICED.has(status)) score.noticed++;
  }
  return scores;
}

/** The room of a path: `src/run` of `src/run/over.ts`. */
export const roomOf = (path: string): string => path.split('/').slice(0, 2).join('/');

/** The scores of the rooms. */
export function roomsOf(scores: Scores): Scores {
  const rooms: Scores = {};
  for (const [file, { noticed, total }] of Object.entries(scores)) {
    const room = (rooms[roomOf(file)] ??= { noticed: 0, total: 0 });
    room.noticed += noticed;
    room.total += total;
  }
  return rooms;
}

export const percent = ({ noticed, total }: Score): number => (total === 0 ? 100 : (100 * noticed) / total);

/** Points by which a score may differ between two runs of the same: whether a mutant ends in time depends on the machine. */
const SLACK = 0.5;

/** Rooms whose tests notice a smaller share of the mutants than the baseline says, as sentences. */
export function fallen(rooms: Scores, baseline: Scores): string[] {
  return Object.entries(rooms).flatMap(([room, score]) => {
    const before = baseline[room];
    return before && percent(score) < percent(before) - SLACK
      ? [`${room}: ${percent(score).toFixed(1)} %, ${percent(before).toFixed(1)} % in the baseline`]
      : [];
  });
}
