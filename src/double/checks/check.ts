import type { Contract } from '../../core/contract.ts';
import type { Evidence } from '../../core/evidence.ts';
import type { Path } from '../../core/json.ts';
import type { Credentials } from '../../wire/sigv4.ts';
import type { ResourceRegistry } from '../resource-registry.ts';
import type { Turn } from '../turn.ts';

/** What a request must keep. */
export interface Demand {
  /** A stable slug. */
  id: string;
  evidence: Evidence;
  /** One sentence in the present tense. */
  demands: string;
  /** The part of a request that it is about, where a remark names no member of the input. */
  place: string;
  /** Where the documentation says it: an operation, or a member as `Shape.Member`. */
  says?(contract: Contract): string[];
}

/** Something to say of a request. `open`: the documentation does not settle it, so it is no violation. */
export interface Remark {
  demand: Demand;
  /** What was sent instead. */
  found: string;
  path?: Path;
  /** Where that is, in words, where its path does not say enough. */
  place?: string;
  /** What would be right; found out from the request where it is not given. */
  correct?: string;
  open?: true;
}

/** What checks know of the conversation. */
export interface Talk {
  contract: Contract;
  registry: ResourceRegistry;
  /** The turns before this one. */
  turns: readonly Turn[];
  /** Whether requests must be signed, and by whom. */
  signed: boolean;
  credentials: Credentials | undefined;
}

/** One thing that is looked at in every request: as it comes, before the service sees it, or once it is answered. */
export interface RequestCheck {
  when: 'asked' | 'answered';
  /** Its own demands; those of the contract's constraints are not among them. */
  demands: readonly Demand[];
  judge(turn: Turn, talk: Talk): Remark[];
}

/** A check of what a request is, before anything is done with it. */
export const asked = (demands: readonly Demand[], judge: RequestCheck['judge']): RequestCheck => ({
  when: 'asked',
  demands,
  judge,
});

/** A check that needs to know what the service made of the request. */
export const answered = (demands: readonly Demand[], judge: RequestCheck['judge']): RequestCheck => ({
  when: 'answered',
  demands,
  judge,
});
