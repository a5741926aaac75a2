import type { Contract } from '../core/contract.ts';
import type { Target } from '../core/target.ts';
import { cleaning } from '../provision/cleaning.ts';
import { JOURNAL_FILE, type JournalFile, readOpenRuns } from '../provision/journal-file.ts';
import { ownedBy } from '../provision/ownership.ts';
import { undo } from '../provision/undo.ts';

/** Undoes what one run of the journal left, and closes it where nothing remains. Gives what remains, as sentences. */
export async function sweepRun(
  contract: Contract,
  target: Target,
  { write }: JournalFile,
  run: string,
  patience: number,
): Promise<string[]> {
  const open = readOpenRuns(JOURNAL_FILE).find((one) => one.run === run);
  if (!open) return [];
  const own = cleaning(target);
  const { owned, unsure } = await ownedBy(open, contract, own);
  const left = await undo(own, owned, { patience });
  for (const { resource, id } of owned) {
    if (!left.some((one) => one.id === id)) write({ type: 'undone', run, resource: resource.name, id });
  }
  const remains = [...left.map(({ resource, id, reason }) => `${resource.name} ${id} is left: ${reason}`), ...unsure];
  if (remains.length === 0) write({ type: 'closed', run });
  return remains;
}
