import type { JsonObject } from '../../core/json.ts';
import type { HttpRequest, HttpResponse } from '../../core/outcome.ts';
import type { Context, Operate } from '../context.ts';
import type { Deviation, Operations } from '../deviation.ts';
import type { Result } from '../refusal.ts';

/** A deviation that a suite must find. */
export interface Fault extends Deviation {
  name: string;
  /** Whether it was made of a check's data or written by hand. */
  kind: 'derived' | 'written';
  /** Glob over the ids of the rules of which one at least must fail. */
  breaks: string;
  /** What such an implementation does, as one sentence. */
  about: string;
}

export const CREATE = 'CreateContinuousDeploymentPolicy';
export const GET = 'GetContinuousDeploymentPolicy';
export const GET_CONFIG = 'GetContinuousDeploymentPolicyConfig';
export const UPDATE = 'UpdateContinuousDeploymentPolicy';
export const DELETE = 'DeleteContinuousDeploymentPolicy';
export const LIST = 'ListContinuousDeploymentPolicies';

/** Wraps some operations. */
export function around(names: string[], wrap: (next: Operate) => Operate): (before: Operations) => Operations {
  return (before) => ({ ...before, ...Object.fromEntries(names.map((name) => [name, wrap(before[name]!)])) });
}

/** Does something after some operations succeeded. */
export function afterwards(
  names: string[],
  act: (context: Context, input: JsonObject, result: Result) => void,
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

/** Rewrites answers. */
export function answers(
  rewrite: (response: HttpResponse, request: HttpRequest) => HttpResponse,
): Required<Deviation>['handle'] {
  return (next) => async (request) => rewrite(await next(request), request);
}

/** Rewrites requests before they are looked at. */
export function requests(rewrite: (request: HttpRequest) => HttpRequest): Required<Deviation>['handle'] {
  return (next) => (request) => next(rewrite(request));
}

export const bodyText = ({ body }: { body: Uint8Array }): string => new TextDecoder().decode(body);

export function withBody<M extends HttpRequest | HttpResponse>(
  message: M,
  text: string,
  headers: Record<string, string> = {},
): M {
  const body = new TextEncoder().encode(text);
  return { ...message, headers: { ...message.headers, ...headers, 'content-length': String(body.length) }, body };
}
