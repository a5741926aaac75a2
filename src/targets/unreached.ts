/** Codes of errors that come only while a connection is made: a host may become unreachable after it was sent something. */
const UNREACHED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT']);

/** Whether an error says that there was no connection, so that nothing was sent. */
export function isUnreached(error: unknown): boolean {
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === 'string' && UNREACHED.has(code);
}
