import type { JsonObject } from '../core/json.ts';
import type { Context, Operate } from './context.ts';
import type { Operations } from './modification.ts';
import type { OperationResult } from './refusal.ts';

/** Wraps some operations. */
export function around(names: string[], wrap: (next: Operate) => Operate): (before: Operations) => Operations {
  return (before) => ({ ...before, ...Object.fromEntries(names.map((name) => [name, wrap(before[name]!)])) });
}

/** Does something after some operations succeeded. */
export function afterwards(
  names: string[],
  act: (context: Context, input: JsonObject, result: OperationResult) => void,
): (before: Operations) => Operations {
  return around(names, (next) => async (context, input) => {
    const result = await next(context, input);
    if ('output' in result) act(context, input, result);
    return result;
  });
}

/** Does something after some operations were refused. */
export function afterRefusal(
  names: string[],
  act: (context: Context, input: JsonObject) => void,
): (before: Operations) => Operations {
  return around(names, (next) => async (context, input) => {
    const result = await next(context, input);
    if ('refusal' in result) act(context, input);
    return result;
  });
}
