import type { FuzzCase } from './case.ts';
import { createTries, type Tries } from './tries.ts';

/** A case that reached code which none before it had reached, and what was tried after it. */
export interface Lead {
  case: FuzzCase;
  /** What no response shows may be another state, in which everything is worth trying again. */
  tries: Tries;
}

/** Cases to go on from, where the blocks of the target's code can be seen. */
export interface Leads {
  add(one: FuzzCase): void;
  /** The one that was gone on from least often, of several the latest; undefined without any. */
  next(): Lead | undefined;
}

export function createLeads(): Leads {
  const leads: (Lead & { picked: number })[] = [];
  return {
    add(one) {
      leads.push({ case: one, tries: createTries(), picked: 0 });
    },
    next() {
      const [first] = leads;
      if (!first) return undefined;
      const least = leads.reduce((best, lead) => (lead.picked <= best.picked ? lead : best), first);
      least.picked++;
      return least;
    },
  };
}
