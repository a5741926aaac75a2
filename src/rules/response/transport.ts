import type { Contract } from '../../core/contract.ts';
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

/** Text that stands in a path as it is, and in a query with the few escapes that every HTTP layer lets through. */
const PLAIN_LABEL = /^[\w.~-]{0,200}$/;
const PLAIN_QUERY = /^[\w.~:+=/ -]{0,200}$/;

/**
 * Whether a request is none that an HTTP layer has to let through: its bytes were changed by hand, or its path or query holds
 * unusual characters or is long. Of the latter it may also say 400 or 403.
 */
export function mayStopInTransport(contract: Contract, call: Call, status: number | undefined): boolean {
  if (call.wire && isTransport(status)) return true;
  return (isTransport(status) || status === 400 || status === 403) && hasUnusualAddress(contract, call);
}

function hasUnusualAddress({ operations, $defs }: Contract, { operation, input }: Call): boolean {
  const members = $defs[operations[operation]!.input]?.properties ?? {};
  return Object.entries(input).some(([member, value]) => {
    const binding = members[member]?.binding;
    if (binding === undefined) return false;
    if ('label' in binding) return !PLAIN_LABEL.test(String(value));
    return 'query' in binding && !PLAIN_QUERY.test(String(value));
  });
}
