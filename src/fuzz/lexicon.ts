import type { Json } from '../core/json.ts';
import type { Outcome } from '../core/outcome.ts';

/** Texts that the target answered with: ids, versions, markers, times, messages. */
export interface Lexicon {
  learn(outcome: Outcome): void;
  readonly texts: readonly string[];
}

/** Most texts that are kept, and the longest of them. */
const KEPT = 400;
const LONGEST = 200;

export function createLexicon(): Lexicon {
  const texts: string[] = [];
  const known = new Set<string>();
  let next = 0;
  const add = (value: Json | undefined): void => {
    if (typeof value === 'string') {
      if (value === '' || value.length > LONGEST || known.has(value)) return;
      const old = texts[next];
      if (old !== undefined) known.delete(old);
      texts[next] = value;
      known.add(value);
      next = (next + 1) % KEPT;
    } else if (typeof value === 'object' && value !== null) for (const inner of Object.values(value)) add(inner);
  };
  return {
    texts,
    learn(outcome) {
      if (outcome.kind === 'response') add(outcome.output);
      else if (outcome.kind === 'refused') add(outcome.error.code);
    },
  };
}
