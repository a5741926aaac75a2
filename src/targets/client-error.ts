import type { Contract } from '../core/contract.ts';
import type { Outcome, ServiceError } from '../core/outcome.ts';

/** An outcome without what every outcome has. */
export type Fate = Outcome extends infer One
  ? One extends Outcome
    ? Omit<One, 'ms' | 'exchange' | 'retries'>
    : never
  : never;

/** Names of errors that a program's own mistakes have. */
const OWN = new Set([
  'Error',
  'TypeError',
  'RangeError',
  'SyntaxError',
  'ReferenceError',
  'EvalError',
  'AggregateError',
]);

/** Codes of the network and of HTTP clients. */
const NETWORK = /^(E[A-Z]{3,}|UND_ERR_\w+|ERR_(TLS|SSL|SOCKET|STREAM)_\w+|TimeoutError|AbortError|NetworkingError)$/;

/** Codes of Node for a request that it does not write, such as one with a line break in a header. */
const UNSENDABLE = /^(ERR_(INVALID|UNESCAPED|HTTP_INVALID|OUT_OF_RANGE)\w*|UND_ERR_INVALID_ARG)$/;

/** Whether Node refused to write the request, so that nothing was sent although the client had handed it over. */
export const isUnsendable = (thrown: unknown): boolean =>
  UNSENDABLE.test(text((thrown as Record<string, unknown> | undefined)?.code) ?? '');

/**
 * What an error means that a client library or a wrapper threw: a refusal of the service if it has a code of a service
 * (in `name`, `Code` or `code`), no answer if it is one of the network, else that the client itself refused.
 * A refusal without a status is given the documented one.
 */
export function fateOf(contract: Contract, thrown: unknown): Fate {
  const error = (thrown ?? {}) as Record<string, unknown>;
  const metadata = (error.$metadata ?? {}) as { httpStatusCode?: number; requestId?: string };
  const said = text(error.message) ?? String(thrown);
  if (metadata.httpStatusCode === undefined && isUnsendable(error)) return { kind: 'unsent', reason: said };
  const code = [error.Code, error.code, error.name].map(text).find((one) => one !== undefined && !OWN.has(one));
  if (code !== undefined && code in contract.errors) return refusal(contract, code, said, error, metadata);
  if (metadata.httpStatusCode === undefined && [error.code, error.name].some((one) => NETWORK.test(text(one) ?? '')))
    return { kind: 'lost', reason: said === '' ? String(code) : said };
  if (code === undefined || (metadata.httpStatusCode !== undefined && metadata.httpStatusCode < 400))
    return { kind: 'unsent', reason: said };
  return refusal(contract, code, said, error, metadata);
}

function refusal(
  contract: Contract,
  code: string,
  message: string,
  { Type, requestId }: Record<string, unknown>,
  metadata: { httpStatusCode?: number; requestId?: string },
): Fate {
  const error: ServiceError = { code, message };
  const type = text(Type);
  const id = metadata.requestId ?? text(requestId);
  if (type !== undefined) error.type = type;
  if (id !== undefined) error.requestId = id;
  return {
    kind: 'refused',
    status: metadata.httpStatusCode ?? contract.errors[code]?.status ?? 400,
    headers: {},
    error,
  };
}

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);
