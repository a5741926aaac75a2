import type { Contract } from '../core/contract.ts';
import type { JsonObject } from '../core/json.ts';
import type { Outcome } from '../core/outcome.ts';
import type { Target } from '../core/target.ts';
import { DEFAULT_TIMING } from '../core/timing.ts';
import { fateOf } from './client-error.ts';
import { plainOutput } from './client-output.ts';
import { LATE, within } from './deadline.ts';

/** Some of the service's operations as functions, by their names in camel case, on the SDK's input and output types. */
export type Wrapper = Record<string, unknown>;

export interface ModuleOptions {
  name?: string;
  /** Milliseconds for one call. */
  timeout?: number;
}

/** A target through a user's own functions. What is missing is `unsent` as not implemented; an error counts by its `name` or `Code`. */
export function moduleTarget(
  contract: Contract,
  wrapper: Wrapper,
  { name = 'module', timeout = DEFAULT_TIMING.timeout }: ModuleOptions = {},
): Target {
  return {
    name,
    wire: false,
    async call({ operation, input }): Promise<Outcome> {
      const method = functionOf(wrapper, operation);
      if (!method)
        return { kind: 'unsent', reason: `not implemented: the module has no ${camelCase(operation)}`, ms: 0 };
      const started = performance.now();
      const since = (): number => performance.now() - started;
      try {
        // A wrapper may keep or change what it is given.
        const output = await within(Promise.resolve(method.call(wrapper, structuredClone(input))), timeout);
        if (output === LATE) return { kind: 'lost', reason: `no answer within ${timeout / 1000} s`, ms: since() };
        return {
          kind: 'response',
          status: statusOf(output) ?? contract.operations[operation]!.status,
          headers: {},
          output: plainOutput(output),
          ms: since(),
        };
      } catch (error) {
        return { ...fateOf(contract, error), ms: since() };
      }
    },
    async close() {
      const { close } = wrapper;
      if (typeof close === 'function') await close.call(wrapper);
    },
  };
}

const camelCase = (operation: string): string => operation.charAt(0).toLowerCase() + operation.slice(1);

function functionOf(wrapper: Wrapper, operation: string): ((input: JsonObject) => unknown) | undefined {
  const found = wrapper[camelCase(operation)];
  return typeof found === 'function' ? (found as (input: JsonObject) => unknown) : undefined;
}

const statusOf = (output: unknown): number | undefined =>
  (output as { $metadata?: { httpStatusCode?: number } } | undefined)?.$metadata?.httpStatusCode;
