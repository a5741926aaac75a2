import type { RuleResult } from '../core/event.ts';
import type { ViewerAnswer } from '../core/traffic.ts';

/**
 * Whether any viewer of a run reached the staging distribution. Until one has, no rule holds: an edge that knows nothing of
 * the policy sends everybody to one place, as many rules demand of some of them.
 */
export interface Witness {
  saw(answer: ViewerAnswer): void;
  /** The events that can be told now: what holds waits for the first viewer at the staging distribution. */
  told(event: RuleResult): RuleResult[];
  /** Whether anything that holds waits for a viewer at the staging distribution. */
  waits(): boolean;
  /** What still waits: told if a viewer has reached the staging distribution since, else as not judged. */
  end(): RuleResult[];
}

export function createWitness(): Witness {
  const waiting: RuleResult[] = [];
  let seen = false;
  return {
    saw({ served }) {
      seen ||= served === 'staging';
    },
    told(event) {
      if (event.status === 'pass' && !seen) {
        waiting.push(event);
        return [];
      }
      return seen ? [...waiting.splice(0), event] : [event];
    },
    waits: () => waiting.length > 0,
    end: () => waiting.splice(0).map((event) => (seen ? event : { ...event, ...UNSEEN })),
  };
}

const UNSEEN = { status: 'skip', reason: 'no viewer ever reached the staging distribution', operations: {} } as const;
