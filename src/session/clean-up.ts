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
  }: {
    open: OpenRun;
    write: (entry: JournalEntry) => void;
    patience: number;
    /** Whether this process is the run. */
    live?: boolean;
  },
): Promise<string[]> {
  const own = cleaning(target);
  const { owned, unsure } = await ownedBy(open, contract, own, { live });
  const left = await tearDown(own, owned, { patience });
  for (const { resource, id } of owned) {
    if (!left.some((one) => one.id === id)) write({ type: 'undone', run: open.run, resource: resource.name, id });
  }
  const remains = [...left.map(({ resource, id, reason }) => `${resource.name} ${id} is left: ${reason}`), ...unsure];
  if (remains.length === 0) write({ type: 'closed', run: open.run });
  return remains;
}
