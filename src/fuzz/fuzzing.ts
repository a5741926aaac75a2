import type { RuleInfo } from '../core/rule.ts';
import type { RunParameters } from '../run/options.ts';
import type { RunState } from '../run/state.ts';
import type { Classifier } from '../schema/classifier.ts';
import type { CorpusEntry } from './corpus.ts';
import type { Finder } from './finder.ts';
import type { Guide, Proposals } from './proposals.ts';
import type { Survival } from './survive.ts';
import type { FuzzStats } from './tally.ts';

export interface FuzzOptions {
  run: RunParameters;
  /** The rules on sequences that are judged, beside those of the run. */
  sequence: readonly RuleInfo[];
  /** Whether there is a rule of this id, judged or not. */
  isRule(id: string): boolean;
  /** Cases that are under way at the same time. */
  workers: number;
  guide?: Guide;
  /** Where cases are kept that showed something new, and those that others found come from. */
  store?: Store;
  /** Blocks of the target's code that ran since it was last asked. */
  coverage?: () => Promise<readonly string[]>;
  /** Requests after which no case is begun. */
  most?: number;
  /** Whether the first finding is enough. */
  first?: boolean;
}

/** A corpus that outlives the run. */
export interface Store {
  /** Entries that were not given before. */
  fresh(): readonly CorpusEntry[];
  keep(entry: CorpusEntry): void;
}

/** What all workers of a run share. */
export interface Fuzzing {
  options: FuzzOptions;
  state: RunState;
  proposals: Proposals;
  finder: Finder;
  tally: FuzzStats;
  /** Says also what is open in a request that is broken anyway. */
  classify: Classifier;
  survival: Survival;
  /** Cases so far. */
  cases: number;
  /** Number of the latest lane, for its names. */
  lanes: number;
  /** When its progress was told last, in milliseconds. */
  told: number;
}
