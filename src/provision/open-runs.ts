import type { JournalEntry } from '../core/journal.ts';
import type { JsonObject } from '../core/json.ts';

type EntryOf<Type extends JournalEntry['type']> = Extract<JournalEntry, { type: Type }>;

/** A create of which it is not known that nothing is left. */
export interface OpenCreate extends Omit<EntryOf<'create'>, 'type' | 'run' | 'config'> {
  /** Undefined where the answer never came. */
  id?: string;
  /** What was sent without any name that makes it ours, by the create and by updates since. */
  configs: JsonObject[];
}

/** What a run that was not closed created. */
export interface OpenRun extends Omit<EntryOf<'run'>, 'type'> {
  creates: OpenCreate[];
  /** By kind of resource, every name that the run gave to what it made or tried to make. */
  marks: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Learns what a journal says as it is written or read; what is over takes no room but that of its names. */
export interface OpenRuns {
  take(entry: JournalEntry): void;
  /** The runs that are not closed, oldest first. */
  list(): OpenRun[];
}

interface JournalState {
  head: Omit<EntryOf<'run'>, 'type'>;
  /** By their number in the run. */
  creates: Map<number, OpenCreate>;
  /** The number of each, by its kind and id. */
  numbers: Map<string, number>;
  marks: Map<string, Set<string>>;
}

export function openRuns(): OpenRuns {
  const runs = new Map<string, JournalState>();
  return {
    take(entry) {
      const run = runs.get(entry.run);
      if (entry.type === 'run') {
        const { type: _, ...head } = entry;
        runs.set(entry.run, { head, creates: new Map(), numbers: new Map(), marks: new Map() });
      } else if (!run) return;
      else if (entry.type === 'closed') runs.delete(entry.run);
      else if (entry.type === 'reset') runs.set(entry.run, afterReset(run));
      else apply(run, entry);
    },
    list: () =>
      [...runs.values()].map(({ head, creates, marks }) => ({ ...head, creates: [...creates.values()], marks })),
  };
}

/** Everything that existed before is gone. */
function afterReset({ head }: JournalState): JournalState {
  const before = Object.fromEntries(Object.keys(head.before).map((kind) => [kind, []]));
  return { head: { ...head, before }, creates: new Map(), numbers: new Map(), marks: new Map() };
}

const keyOf = (resource: string, id: string): string => `${resource} ${id}`;

function apply(
  { creates, numbers, marks }: JournalState,
  entry: Exclude<JournalEntry, EntryOf<'run' | 'closed' | 'reset'>>,
): void {
  switch (entry.type) {
    case 'create': {
      const { type: _, run: __, config, ...create } = entry;
      creates.set(entry.n, { ...create, configs: config ? [config] : [] });
      mark(marks, entry);
      return;
    }
    case 'made': {
      const create = creates.get(entry.n);
      if (!create) return;
      create.id = entry.id;
      numbers.set(keyOf(create.resource, entry.id), entry.n);
      return;
    }
    case 'not-made':
      creates.delete(entry.n);
      return;
    case 'update': {
      const number = numbers.get(keyOf(entry.resource, entry.id));
      if (number === undefined) return;
      mark(marks, entry);
      if (entry.config) creates.get(number)?.configs.push(entry.config);
      return;
    }
    case 'undone': {
      const key = keyOf(entry.resource, entry.id);
      creates.delete(numbers.get(key) ?? Number.NaN);
      numbers.delete(key);
    }
  }
}

function mark(marks: Map<string, Set<string>>, { resource, marks: names }: EntryOf<'create' | 'update'>): void {
  let known = marks.get(resource);
  if (!known) marks.set(resource, (known = new Set()));
  for (const name of names) known.add(name);
}
