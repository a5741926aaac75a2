/** Codes of errors that come only while a connection is made: a host may become unreachable after it was sent something. */
const UNREACHED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT']);

/**
 * Codes of a TLS handshake that failed: the other side speaks no TLS, or shows a certificate that is not trusted. Nothing is
 * sent before it is over.
 */
const HANDSHAKE =
  /^EPROTO$|^ERR_SSL_(WRONG_VERSION_NUMBER|UNSUPPORTED_PROTOCOL|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST|TLSV1_ALERT_PROTOCOL_VERSION|\w*HANDSHAKE_FAILURE)$|CERT|^UNABLE_TO_(VERIFY|GET)|^DEPTH_ZERO|^SELF_SIGNED/;

/** Whether an error says that there was no connection, so that nothing was sent. */
export function isUnreached(error: unknown): boolean {
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === 'string' && (UNREACHED.has(code) || HANDSHAKE.test(code));
}
