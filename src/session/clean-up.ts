import type { Contract } from '../core/contract.ts';
import type { JournalEntry } from '../core/journal.ts';
import type { Target } from '../core/target.ts';
import { cleaning } from '../provision/cleaning.ts';
import type { OpenRun } from '../provision/open-runs.ts';
import { ownedBy } from '../provision/ownership.ts';
import { tearDown } from '../provision/teardown.ts';

/** Deletes what a run left and closes its entry in the journal where nothing remains. Gives what remains, as sentences. */
export async function cleanUp(
  contract: Contract,
  target: Target,
  {
    open,
    write,
    patience,
    live = false,
    ends = false,
  }: {
    open: OpenRun;
    write: (entry: JournalEntry) => void;
    patience: number;
    /** Whether this process is the run. */
    live?: boolean;
    /** Whether the server is stopped after the run, which started it. */
    ends?: boolean;
  },
): Promise<string[]> {
  const own = cleaning(target);
  const { owned, unsure } = await ownedBy(open, contract, own, { live });
  const left = await tearDown(own, owned, { patience });
  for (const { resource, id } of owned) {
    if (!left.some((one) => one.id === id)) write({ type: 'undone', run: open.run, resource: resource.name, id });
  }
  const remains = [...leftTexts(left, live && !ends), ...unsure];
  if (remains.length === 0) write({ type: 'closed', run: open.run });
  return ends ? withServer(remains) : remains;
}

/** What remains on a server that is about to be stopped, as one sentence: there is nothing for a person to delete. */
function withServer([first, ...others]: readonly string[]): string[] {
  if (first === undefined) return [];
  const more = others.length === 0 ? '' : ` (and ${others.length} more)`;
  return [`${first}${more}; the server that --start ran is stopped, and what it held in memory is gone`];
}

/** One sentence for each kind of resource and reason. `live`: a run tells what to do next. */
function leftTexts(
  left: readonly { resource: { name: string }; id: string; reason: string }[],
  live: boolean,
): string[] {
  const groups = new Map<string, { name: string; reason: string; ids: string[] }>();
  for (const { resource, id, reason } of left) {
    const key = `${resource.name} ${reason}`;
    const group = groups.get(key) ?? { name: resource.name, reason, ids: [] };
    group.ids.push(id);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ name, reason, ids: [first, ...others] }) => {
    const which =
      others.length === 0 ? `${name} ${first} is` : `${others.length + 1} of ${name}, such as ${first}, are`;
    return `${which} left: ${reason}${live ? '; cloudfront-conformance sweep deletes what is left' : ''}`;
  });
}
