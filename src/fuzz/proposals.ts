import { operationOf } from '../contracts/resource.ts';
import type { Contract, Resource } from '../core/contract.ts';
import type { JsonObject } from '../core/json.ts';
import { type CaseStep, type FuzzCase, LONGEST } from './case.ts';
import { composed } from './compose.ts';
import { type Corpus, type CorpusEntry, createCorpus } from './corpus.ts';
import { createLeads, type Leads } from './leads.ts';
import { MUTATIONS } from './mutations/index.ts';
import { seedCases } from './seeds.ts';
import { createStep, deleteStep, listStep, readStep, updateStep } from './steps.ts';
import { createTries } from './tries.ts';
import { createWorkshop, resourceOf, slotOf, type Workshop } from './workshop.ts';

/**
 * What guides the choice of the next case. `feedback`: what earlier cases showed and tried. `none`: the same changes of the
 * same seeds, with no memory. `uniform`: calls with supported configurations, drawn one by one.
 */
export type Guide = 'feedback' | 'none' | 'uniform';

/** Where the next case comes from. */
export interface Proposals {
  readonly corpus: Corpus;
  readonly workshop: Workshop;
  /** Cases that reached new blocks, where these can be seen. */
  readonly leads: Leads;
  next(): FuzzCase;
  /** Learns what a case showed. Gives the new entry of the corpus. */
  learn(one: FuzzCase, showed: ReadonlySet<string>): CorpusEntry | undefined;
}

/** How often a case is changed at random, and not made longer. */
const CHANGED = 0.15;

/** How often a case goes on from one that reached new blocks, and how many calls that needs at least. */
const FOLLOWED = 0.7;
const ROOM = 6;

/** Calls of a case that is drawn uniformly. */
const DRAWN = 8;

export function createProposals(contract: Contract, seed: number, guide: Guide = 'feedback'): Proposals {
  const corpus = createCorpus();
  const tries = guide === 'feedback' ? createTries() : undefined;
  const workshop = createWorkshop(contract, seed, () => base());
  const { random } = workshop;
  const leads = createLeads();
  const seeds = seedCases(workshop);
  const waiting = [...seeds];
  const base = (): FuzzCase => (tries && random.chance(0.7) ? corpus.pick(random) : undefined) ?? random.pick(seeds);
  const grown = (): FuzzCase => {
    const { steps } = random.chance(0.3) ? base() : { steps: [] };
    const kept = random.chance(0.5) ? steps.length : random.below(steps.length + 1);
    return composed(workshop, steps.slice(0, Math.min(kept, LONGEST / 2)), tries);
  };
  const followed = (): FuzzCase | undefined => {
    const lead = tries && random.chance(FOLLOWED) ? leads.next() : undefined;
    if (!lead) return undefined;
    const steps = lead.case.steps.slice(0, LONGEST - ROOM);
    const last = steps.at(-1);
    return composed(workshop, steps, lead.tries, last && slotOf(resourceOf(workshop, last), last));
  };
  return {
    corpus,
    workshop,
    leads,
    next() {
      if (guide === 'uniform') return uniform(workshop);
      const further = waiting.length === 0 ? followed() : undefined;
      if (further) return withReads(workshop, further);
      return withReads(workshop, waiting.shift() ?? (random.chance(CHANGED) ? changed(workshop, base()) : grown()));
    },
    learn: (one, showed) => corpus.add(one, showed),
  };
}

/** The case after a few mutations, mostly few. */
function changed(workshop: Workshop, original: FuzzCase): FuzzCase {
  const { random } = workshop;
  let one = original;
  do {
    const mutation = random.weighted(MUTATIONS, ({ weight }) => weight);
    one = mutation.apply(one, workshop) ?? one;
  } while (random.chance(0.4));
  return one;
}

/** The case with a read of each resource whose latest call is a write: only a read shows that it was lost. */
function withReads(workshop: Workshop, { steps }: FuzzCase): FuzzCase {
  const written = new Map<number, Resource>();
  for (const step of steps) {
    const resource = resourceOf(workshop, step);
    const [create, update, list] = (['create', 'update', 'list'] as const).map((verb) => operationOf(resource, verb));
    const slot = slotOf(resource, step);
    if (step.operation === create || step.operation === update) written.set(slot, resource);
    else if (step.operation !== list) written.delete(slot);
  }
  const reads = [...written].map(([slot, resource]) => readStep(resource, slot));
  return { steps: [...steps, ...reads].slice(0, LONGEST) };
}

/** Calls with supported configurations, each of the six as often as any other. */
function uniform(workshop: Workshop): FuzzCase {
  const { contract, random, resources, configs } = workshop;
  const resource = random.pick(resources);
  const config = (): JsonObject => random.pick(configs(resource));
  const plain = (): CaseStep => {
    const slot = random.below(2);
    return random.pick([
      () => createStep(contract, resource, slot, config()),
      () => updateStep(contract, resource, { slot, config: config() }),
      () => readStep(resource, slot),
      () => readStep(resource, slot, 'readConfig'),
      () => listStep(resource),
      () => deleteStep(resource, slot),
    ])();
  };
  return { steps: [createStep(contract, resource, 0, config()), ...Array.from({ length: DRAWN }, plain)] };
}
