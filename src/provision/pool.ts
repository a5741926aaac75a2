import { createdBy, idSent, verbOf } from '../contracts/resource.ts';
import type { Contract } from '../core/contract.ts';
import { UNOBSERVED } from '../core/hindrance.ts';
import type { Outcome } from '../core/outcome.ts';
import { textsIn } from '../core/path.ts';
import type { Call, Target } from '../core/target.ts';
import { SkipError } from '../core/test-context.ts';
import type { NameSource, Names } from './names.ts';
import { idIn, isGone } from './resources.ts';

/** A name of something that exists. */
interface PoolName {
  /** Ids of what names it at present; `?` for what may do so. */
  holders: Set<string>;
  /** The part of the run that has it. */
  part?: symbol;
  /** It was given out and has not been sent yet. */
  pending: boolean;
  /** When it was given out last, as a count. */
  last: number;
}

export interface Pool {
  names: NameSource;
  /** Sees which names are in use from the calls that go by. */
  watch(target: Target): Target;
  /** Everything is gone, since the target was reset. */
  forget(): void;
}

const UNKNOWN = '?';

/**
 * Names that exist and that only one resource may use at a time, lent to the parts of a run: each gets names of its own,
 * and a name again once nothing uses it. `more` makes another one; it gives undefined where there is none.
 */
export function namePool(contract: Contract, given: readonly string[], more?: () => Promise<string | undefined>): Pool {
  const entries = new Map<string, PoolName>();
  const add = (name: string): PoolName => {
    const entry: PoolName = { holders: new Set(), pending: false, last: 0 };
    entries.set(name, entry);
    return entry;
  };
  for (const name of given) add(name);
  let count = 0;

  const free = (part: symbol): string | undefined => {
    const usable = [...entries].filter(
      ([, entry]) => entry.holders.size === 0 && !entry.pending && (entry.part === undefined || entry.part === part),
    );
    return usable.sort(([, a], [, b]) => Number(b.part === part) - Number(a.part === part) || a.last - b.last)[0]?.[0];
  };

  const names = (): Names => {
    const part = Symbol();
    const next = async (): Promise<string> => {
      const found = free(part) ?? (await more?.());
      if (found === undefined)
        throw new SkipError(
          entries.size === 0
            ? 'there is no staging name; name some with --staging'
            : `each of the ${entries.size} staging names is in use; name more with --staging`,
          {
            hindrance: more ? UNOBSERVED : { kind: 'option' },
          },
        );
      const entry = entries.get(found) ?? add(found);
      Object.assign(entry, { part, pending: true, last: ++count });
      return found;
    };
    const done = (): void => {
      for (const entry of entries.values()) {
        if (entry.part !== part) continue;
        delete entry.part;
        entry.pending = false;
      }
    };
    return Object.assign(next, { done });
  };

  return { names, watch: (target) => watching(contract, target, entries), forget: () => entries.clear() };
}

function watching(contract: Contract, target: Target, entries: Map<string, PoolName>): Target {
  const creators = createdBy(contract);
  const resources = Object.values(contract.resources);

  const learn = ({ operation, input }: Call, outcome: Outcome): void => {
    const texts = textsIn(input);
    const mentioned = texts.flatMap((text) => entries.get(text) ?? []);
    for (const entry of mentioned) entry.pending = false;
    const creator = creators.get(operation);
    const resource = resources.find((one) => ['update', 'delete'].includes(verbOf(one, operation) ?? ''));
    if (!creator && !resource) return;
    const unknown = outcome.kind === 'lost' || outcome.kind === 'unreadable';
    const id = creator ? idIn(creator, outcome) : String(idSent(resource!, input));
    const release = (): void => {
      for (const { holders } of entries.values()) if (id !== undefined) holders.delete(id);
    };
    if (verbOf(resource, operation) === 'delete') {
      if (outcome.kind === 'response' || isGone(resource!, outcome)) release();
    } else if (outcome.kind === 'response' || unknown) {
      if (outcome.kind === 'response') release();
      for (const { holders } of mentioned) holders.add(unknown ? UNKNOWN : (id ?? UNKNOWN));
    }
  };

  return {
    ...target,
    async call(call) {
      const outcome = await target.call(call);
      learn(call, outcome);
      return outcome;
    },
  };
}
