import type { Contract } from '../core/contract.ts';
import type { Handler, Target } from '../core/target.ts';
import { DEFAULT_TIMING } from '../core/timing.ts';
import { LATE, within } from './deadline.ts';
import { wireTarget } from './wire.ts';

export interface HandlerOptions {
  name?: string;
  /** Milliseconds for one answer. */
  timeout?: number;
  /** Signs requests, with dummy credentials. */
  sign?: boolean;
}

/** A target in process: a function that answers HTTP requests, without a socket. A function that throws or hangs gives no answer. */
export function handlerTarget(
  contract: Contract,
  handler: Handler,
  { name = 'handler', timeout = DEFAULT_TIMING.timeout, sign = false }: HandlerOptions = {},
): Target {
  const target = wireTarget(
    contract,
    async (request) => {
      try {
        const answer = await within(handler(request), timeout);
        return answer === LATE ? { lost: `no answer within ${timeout / 1000} s` } : answer;
      } catch (error) {
        return { lost: `the handler threw ${String(error)}` };
      }
    },
    { name, ...(sign ? { signing: { host: contract.service.host } } : {}) },
  );
  return { ...target, inProcess: true };
}
