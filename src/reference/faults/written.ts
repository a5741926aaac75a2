import type { JsonObject } from '../../core/json.ts';
import type { Context, Operate } from '../context.ts';
import { refuse } from '../refusal.ts';
import { answers, bodyText, requests, rewritten, withBody } from '../rewriting.ts';
import { afterwards, around } from '../wrapping.ts';
import type { Fault } from './fault.ts';

/** What is said of a fault that is written by hand. */
type Description = Pick<Fault, 'name' | 'breaks' | 'about'>;

/** Refuses what should succeed. */
export const refuses = (
  { code = 'InvalidArgument', ...fault }: Description & { code?: string },
  operations: string[],
  when: (input: JsonObject, context: Context) => boolean,
): Fault =>
  wrapped(
    fault.name,
    fault.breaks,
    fault.about,
    operations,
    (next) => (context, input) =>
      when(input, context) ? refuse(code, 'That is not understood.') : next(context, input),
  );

/** Puts something round operations. */
export const wrapped = (
  name: string,
  breaks: string,
  about: string,
  operations: string[],
  wrap: (next: Operate) => Operate,
): Fault => ({ name, kind: 'written', breaks, about, operate: around(operations, wrap) });

/** Does something after an operation. */
export const after = (
  name: string,
  breaks: string,
  about: string,
  operation: string,
  act: Parameters<typeof afterwards>[1],
): Fault => ({ name, kind: 'written', breaks, about, operate: afterwards([operation], act) });

/** Does another call than the one that was sent. */
export const instead = (
  name: string,
  breaks: string,
  about: string,
  operation: string,
  change: (input: JsonObject, context: Context) => JsonObject,
): Fault =>
  wrapped(name, breaks, about, [operation], (next) => (context, input) => next(context, change(input, context)));

/** Changes the output of successful operations. */
export const answering = (
  name: string,
  breaks: string,
  about: string,
  operations: string[],
  change: (output: JsonObject, context: Context, input: JsonObject) => JsonObject,
): Fault =>
  wrapped(name, breaks, about, operations, (next) => async (context, input) => {
    const result = await next(context, input);
    return 'output' in result ? { output: change(result.output, context, input) } : result;
  });

/** Changes the document of successful responses. */
export const rewrites = (name: string, breaks: string, about: string, change: (text: string) => string): Fault => ({
  name,
  kind: 'written',
  breaks,
  about,
  handle: answers((response) =>
    response.status < 300 && response.body.length > 0 ? withBody(response, change(bodyText(response))) : response,
  ),
});

/** Changes the document of requests. */
export const misreads = (name: string, breaks: string, about: string, change: (text: string) => string): Fault => ({
  name,
  kind: 'written',
  breaks,
  about,
  handle: requests((request) => rewritten(request, change)),
});
