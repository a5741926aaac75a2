/** Characters of a document that are shown. */
const SHOWN = 60;

/** The bytes of a document from a place on, as text on one line: what is not printable ASCII is escaped. */
export function excerptOf(bytes: Uint8Array, offset: number): string {
  const part = Buffer.from(bytes.subarray(offset, offset + SHOWN)).toString('latin1');
  const text = part.replaceAll(/[^\x20-\x7e]/g, (c) => `\\x${c.charCodeAt(0).toString(16).padStart(2, '0')}`);
  return offset + SHOWN < bytes.length ? `${text}…` : text;
}
