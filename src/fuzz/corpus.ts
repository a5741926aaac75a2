import type { Random } from '../core/random.ts';
import { digestOf, type FuzzCase } from './case.ts';

/** A case that is kept, and what it showed when it was played: signatures, and blocks of the target's code. */
export interface CorpusEntry {
  digest: string;
  case: FuzzCase;
  showed: readonly string[];
}

/** Cases kept for what they showed. */
export interface Corpus {
  /** Counts what a case showed, and keeps it where some of that is new. Gives the new entry. */
  add(one: FuzzCase, showed: ReadonlySet<string>): CorpusEntry | undefined;
  /** Takes over an entry that somebody else found. */
  take(entry: CorpusEntry): void;
  has(digest: string): boolean;
  /** Those of some blocks that no case has shown so far. */
  unseenBlocks(showed: ReadonlySet<string>): string[];
  /** A case, those of rare signatures most often. */
  pick(random: Random): FuzzCase | undefined;
  readonly entries: readonly CorpusEntry[];
  /** How many different signatures were seen, and blocks. */
  readonly signatures: number;
  readonly blocks: number;
}

/** What a block of code is called among what a case showed. */
export const BLOCK = 'block ';

/** Most entries; beyond that the target has shown what it has. */
const MOST = 5_000;

/** Entries of which the one of the rarest signature is taken. */
const COMPARED = 6;

export function createCorpus(): Corpus {
  const counts = new Map<string, number>();
  const entries: (CorpusEntry & { picked: number })[] = [];
  const digests = new Set<string>();
  let blocks = 0;
  const count = (sign: string): boolean => {
    const before = counts.get(sign) ?? 0;
    counts.set(sign, before + 1);
    if (before === 0 && sign.startsWith(BLOCK)) blocks++;
    return before === 0;
  };
  const keep = (entry: CorpusEntry): void => {
    if (digests.has(entry.digest) || entries.length >= MOST) return;
    digests.add(entry.digest);
    entries.push({ ...entry, picked: 0 });
  };
  const energy = ({ showed, picked, case: { steps } }: CorpusEntry & { picked: number }): number => {
    const rarest = showed.reduce((least, sign) => Math.min(least, counts.get(sign) ?? 1), Number.POSITIVE_INFINITY);
    return 1 / ((1 + rarest) * (1 + picked) * (4 + steps.length));
  };
  return {
    add(one, showed) {
      const fresh = [...showed].filter(count);
      if (fresh.length === 0) return undefined;
      const entry = { digest: digestOf(one), case: one, showed: [...showed] };
      keep(entry);
      return entry;
    },
    take(entry) {
      for (const sign of entry.showed) count(sign);
      keep(entry);
    },
    has: (digest) => digests.has(digest),
    unseenBlocks: (showed) => [...showed].filter((sign) => sign.startsWith(BLOCK) && !counts.has(sign)),
    pick(random) {
      if (entries.length === 0) return undefined;
      const some = Array.from({ length: COMPARED }, () => random.pick(entries));
      const best = some.reduce((one, other) => (energy(other) > energy(one) ? other : one));
      best.picked++;
      return best.case;
    },
    entries,
    get signatures() {
      return counts.size - blocks;
    },
    get blocks() {
      return blocks;
    },
  };
}
