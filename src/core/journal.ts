import type { JsonObject } from './json.ts';

/** A line of the journal. `n` counts the creates of one run. */
export type JournalEntry =
  | {
      type: 'run';
      run: string;
      /** ISO 8601. */
      started: string;
      endpoint?: string;
      pid: number;
      host: string;
      /** Ids of what was there before, by kind; null for what could not be listed. */
      before: Record<string, string[] | null>;
    }
  /** Before it is sent. `marks`: the names by which it is ours. `config`: where there are none. */
  | { type: 'create'; run: string; n: number; resource: string; marks: string[]; config?: JsonObject }
  | { type: 'made'; run: string; n: number; id: string }
  /** It was refused, or never sent. */
  | { type: 'not-made'; run: string; n: number }
  /** Before it is sent. */
  | { type: 'update'; run: string; resource: string; id: string; marks: string[]; config?: JsonObject }
  /** The target was made to forget everything. */
  | { type: 'reset'; run: string }
  | { type: 'undone'; run: string; resource: string; id: string }
  /** Nothing of the run is left. */
  | { type: 'closed'; run: string };
