import type { Binding, Contract } from '../../core/contract.ts';
import type { Outcome } from '../../core/outcome.ts';
import type { Call } from '../../core/target.ts';

/** What whatever stands before a service answers to a request that it does not let through. */
const TRANSPORT = new Set([404, 405, 411, 413, 414, 415, 431]);

/**
 * Whether an answer to a malformed request may come from the HTTP layer, which knows nothing of the service's documents: a
 * redirection, or a refusal of the path, the method, the size or the content type.
 */
export function isTransport(status: number | undefined): boolean {
  return status !== undefined && ((status >= 300 && status < 400) || TRANSPORT.has(status));
}

/** An id as services give them. Routers may know no other, and answer those as they answer any unknown path. */
const PLAIN_LABEL = /^[A-Za-z0-9-]{0,64}$/;
/** Text in a query with the few escapes that every HTTP layer lets through. */
const PLAIN_QUERY = /^[\w.~:+=/ -]{0,200}$/;
/** One entity tag, with or without quotation marks. */
const PLAIN_HEADER = /^(?:[\w.~+/=-]{1,200}|(?:W\/)?"[\w.~+/=-]{1,200}")$/;

/** Bytes of a body that every HTTP layer lets through. */
const PLAIN_SIZE = 8_192;

/**
 * Whether a request is none that an HTTP layer has to let through: its bytes were changed by hand, its body is large, or its
 * path, query or headers hold unusual characters or are long. Of the latter it may also say 400 or 403.
 */
export function mayStopInTransport(contract: Contract, call: Call, { status, exchange }: Unreadable): boolean {
  if (call.wire && isTransport(status)) return true;
  if (status === 413 && (exchange?.request.body.length ?? 0) > PLAIN_SIZE) return true;
  return (isTransport(status) || status === 400 || status === 403) && hasUnusualAddress(contract, call);
}

type Unreadable = Pick<Extract<Outcome, { kind: 'unreadable' }>, 'status' | 'exchange'>;

function hasUnusualAddress({ operations, $defs }: Contract, { operation, input }: Call): boolean {
  const members = $defs[operations[operation]!.input]?.properties ?? {};
  return Object.entries(input).some(([member, value]) => {
    const plain = plainFormOf(members[member]?.binding);
    return plain !== undefined && !plain.test(String(value));
  });
}

function plainFormOf(binding: Binding | undefined): RegExp | undefined {
  if (binding === undefined) return undefined;
  if ('label' in binding) return PLAIN_LABEL;
  if ('query' in binding) return PLAIN_QUERY;
  return 'header' in binding ? PLAIN_HEADER : undefined;
}
