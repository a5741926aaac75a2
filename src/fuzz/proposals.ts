import type { Contract } from '../core/contract.ts';
import type { Case } from './case.ts';
import { type Corpus, createCorpus, type Entry } from './corpus.ts';
import { createTries } from './features.ts';
import { freshStep } from './fresh-step.ts';
import { MUTATIONS } from './mutations/index.ts';
import { seedCases } from './seeds.ts';
import { createStep } from './steps.ts';
import { createWorkshop, type Workshop } from './workshop.ts';

/**
 * What guides the choice of the next case. `feedback`: what earlier cases showed and tried. `none`: the same changes of the
 * same seeds, with no memory. `uniform`: calls with supported configurations, drawn one by one.
 */
export type Guide = 'feedback' | 'none' | 'uniform';

/** Where the next case comes from. */
export interface Proposals {
  readonly corpus: Corpus;
  readonly workshop: Workshop;
  next(): Case;
  /** Learns what a case showed. Gives the new entry of the corpus. */
  learn(one: Case, showed: ReadonlySet<string>): Entry | undefined;
}

/** Cases of which the newest is played. */
const CANDIDATES = 8;

/** Calls of a case that is drawn uniformly. */
const DRAWN = 8;

export function createProposals(contract: Contract, seed: number, guide: Guide = 'feedback'): Proposals {
  const corpus = createCorpus();
  const tries = createTries();
  const workshop = createWorkshop(contract, seed, () => base());
  const { random } = workshop;
  const seeds = seedCases(workshop);
  const waiting = [...seeds];
  const base = (): Case =>
    (guide === 'feedback' && random.chance(0.9) ? corpus.pick(random) : undefined) ?? random.pick(seeds);
  const candidate = (): Case => changed(workshop, base());
  const best = (): Case => {
    const some = Array.from({ length: CANDIDATES }, candidate);
    const scored = some.map((one) => ({ one, score: tries.novelty(one) }));
    return scored.reduce((a, b) => (b.score > a.score ? b : a)).one;
  };
  return {
    corpus,
    workshop,
    next() {
      if (guide === 'uniform') return uniform(workshop);
      const one = waiting.shift() ?? (guide === 'feedback' ? best() : candidate());
      if (guide === 'feedback') tries.count(one);
      return one;
    },
    learn: (one, showed) => corpus.add(one, showed),
  };
}

/** The case after a few mutations, mostly few. */
function changed(workshop: Workshop, original: Case): Case {
  const { random } = workshop;
  let one = original;
  do {
    const mutation = random.weighted(MUTATIONS, ({ weight }) => weight);
    one = mutation.apply(one, workshop) ?? one;
  } while (random.chance(0.6));
  return one;
}

function uniform(workshop: Workshop): Case {
  const { contract, random, resources, configs } = workshop;
  const resource = random.pick(resources);
  const plain = (): Case['steps'][number] => {
    for (;;) {
      const step = freshStep(workshop);
      if (step.tried === undefined) return step;
    }
  };
  const first = createStep(contract, resource, 0, random.pick(configs(resource)));
  return { steps: [first, ...Array.from({ length: DRAWN }, plain)] };
}
