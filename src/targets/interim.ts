/** Takes interim answers out of the bytes of a connection. */
export interface InterimFilter {
  /** A request is sent, so that an answer begins. */
  begin(): void;
  /** The bytes of a chunk that are of other answers; null where there are none yet. */
  pass(chunk: Buffer): Buffer | null;
}

/** The beginning of a status line, up to the status: that of an interim answer, but for one that switches protocols. */
const STATUS_LINE = /^HTTP\/1\.[01] 1(?:0[02-9]|[1-9]\d)/;
const LONGEST = 'HTTP/1.1 100'.length;
const HEAD_END = '\r\n\r\n';
/** Bytes of the head of an interim answer that are waited for. */
const MOST = 16 * 1024;

/**
 * RFC 9110, 15.2: a client takes any number of interim answers before the final one, also those that it did not ask for.
 * undici gives up a connection on which an answer of status 100 comes, so that they are kept from it.
 */
export function interimFilter(): InterimFilter {
  let beginning = false;
  let held: Buffer | undefined;
  return {
    begin() {
      beginning = true;
      held = undefined;
    },
    pass(chunk) {
      if (!beginning) return chunk;
      let rest = held ? Buffer.concat([held, chunk]) : chunk;
      held = undefined;
      while (mayBeInterim(rest)) {
        const end = rest.length < LONGEST ? -1 : rest.indexOf(HEAD_END);
        if (end < 0 && rest.length <= MOST) {
          held = rest;
          return null;
        }
        if (end < 0) break;
        rest = rest.subarray(end + HEAD_END.length);
      }
      if (rest.length === 0) return null;
      beginning = false;
      return rest;
    },
  };
}

/** Whether bytes begin an interim answer, as far as they go. */
function mayBeInterim(bytes: Buffer): boolean {
  const start = bytes.toString('latin1', 0, LONGEST);
  return start !== '' && STATUS_LINE.test(start + 'HTTP/1.1 100'.slice(start.length));
}
