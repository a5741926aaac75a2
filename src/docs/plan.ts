import type { ResourceRow, Schema } from '../core/contract.ts';
import type { Citation, Evidence } from '../core/evidence.ts';

/** What is written by hand: which operations the contract holds, how they make up resources, and what practice shows. */
export interface ContractPlan {
  operations: string[];
  resources: Record<string, ResourceRow>;
  /** With which codes what breaks a keyword is refused; a documented one is cited by the error's own description. */
  refusals?: Record<string, { codes: string[]; evidence: Evidence }>;
  practice: Practice[];
}

/** What is stated or recorded as allowed at one place of the contract. */
export interface Practice {
  /** `Shape`, `Shape.Member`, or `Shape.Member[]` for a list's items. */
  place: string;
  supported: Schema;
  /** What is only inferred is not supported: it is open. */
  evidence: Exclude<Evidence, 'inferred'>;
  /** The document `sdk` stands for the installed one with its version. */
  citations: Citation[];
}
