import type { Contract } from '../../core/contract.ts';
import type { Handler } from '../../core/target.ts';
import type { Modification } from '../../reference/modification.ts';
import { createReference } from '../../reference/reference.ts';
import { answersAlike, type Tape } from './tape.ts';

/** Milliseconds that pass from one request to the next on both servers. */
const TICK = 1_000;

/** The modifications without which every request of the tape is answered alike, by name: nobody can see them beside the others. */
export async function maskedOn(
  tape: Tape,
  modifications: ReadonlyMap<string, Modification>,
  { contract, seed }: { contract: Contract; seed: number },
): Promise<string[]> {
  const all = [...modifications.values()];
  const masked: string[] = [];
  for (const [name, own] of modifications) {
    const start = (): [Handler, Handler] => [
      server(contract, seed, all),
      server(
        contract,
        seed,
        all.filter((one) => one !== own),
      ),
    ];
    if (await answersAlike(tape, start)) masked.push(name);
  }
  return masked;
}

/** A reference whose clock depends on nothing but the requests so far. */
function server(contract: Contract, seed: number, modifications: readonly Modification[]): Handler {
  const reference = createReference({
    contract,
    seed,
    modifications,
    now: (): Date => new Date(Date.UTC(2026, 0, 1) + reference.state.requests * TICK),
  });
  return reference.handle;
}
