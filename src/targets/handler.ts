import type { Contract } from '../core/contract.ts';
import type { Handler, Target } from '../core/target.ts';
import { wireTarget } from './wire.ts';

/** A target in process: a function that answers HTTP requests, without a socket. */
export function handlerTarget(contract: Contract, handler: Handler, name = 'handler'): Target {
  return wireTarget(contract, handler, { name });
}
