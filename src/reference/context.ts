import type { Contract } from '../core/contract.ts';
import type { JsonObject } from '../core/json.ts';
import type { Behaviour } from './behaviour.ts';
import type { OperationResult } from './refusal.ts';
import type { ReferenceState } from './state.ts';

/** What every operation of one reference works with. */
export interface Context {
  contract: Contract;
  state: ReferenceState;
  behaviour: Behaviour;
  seed: number;
  now: () => Date;
  sleep: (ms: number) => Promise<void>;
}

export type Operate = (context: Context, input: JsonObject) => OperationResult | Promise<OperationResult>;
