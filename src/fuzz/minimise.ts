import type { Contract } from '../core/contract.ts';
import type { FuzzCase } from './case.ts';
import { simplerCases } from './simpler.ts';

/** A case that still fails, and what it gave. */
export interface Failing<T> {
  case: FuzzCase;
  found: T;
}

/** The smallest case that is found for which `fails` still gives something. Plays at most so many cases. */
export async function minimised<T>(
  contract: Contract,
  first: Failing<T>,
  fails: (one: FuzzCase) => Promise<T | undefined>,
  most: number,
): Promise<Failing<T>> {
  let best = first;
  let left = most;
  const tried = new Set<string>();
  const holds = async (candidate: FuzzCase): Promise<boolean> => {
    const key = JSON.stringify(candidate);
    if (left <= 0 || tried.has(key)) return false;
    tried.add(key);
    left--;
    const found = await fails(candidate);
    if (found !== undefined) best = { case: candidate, found };
    return found !== undefined;
  };
  // Most calls of a long case have nothing to do with it, so that large parts go first.
  for (let size = best.case.steps.length - 1; size >= 1; size = size > 2 ? Math.ceil(size / 2) : size - 1)
    for (let end = best.case.steps.length - 1; end > 0; ) {
      const start = Math.max(0, end - size);
      const { steps } = best.case;
      await holds({ steps: [...steps.slice(0, start), ...steps.slice(end)] });
      end = start;
    }
  for (let again = true; again && left > 0; ) {
    again = false;
    for (const candidate of simplerCases(contract, best.case)) {
      again = await holds(candidate);
      if (again) break;
    }
  }
  return best;
}
