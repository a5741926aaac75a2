/** What whatever stands before a service answers to a request that it does not let through. */
const TRANSPORT = new Set([404, 405, 411, 413, 414, 415, 431]);

/**
 * Whether an answer to a malformed request may come from the HTTP layer, which knows nothing of the service's documents: a
 * redirection, or a refusal of the path, the method, the size or the content type.
 */
export function isTransport(status: number | undefined): boolean {
  return status !== undefined && ((status >= 300 && status < 400) || TRANSPORT.has(status));
}
