/** The text of a document, or what keeps its bytes from being one. */
export type XmlText = { text: string } | { reason: string };

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Names of encodings that say no more than that every byte is below 128. */
const ASCII = /^(us-?ascii|ascii|ansi_x3\.4-19(68|86)|iso[-_]?646[-.:_]?us|iso_646\.irv:1991|cp367|us)$/i;

/**
 * Decodes a document as XML 1.0 says (4.3.3): UTF-16 by its byte order mark, else by the declared encoding, else UTF-8.
 * `charset`: what a Content-Type says, for bytes that are not UTF-8 (RFC 7303, 3.1). The byte order mark is left out.
 */
export function decodeXml(bytes: Uint8Array, charset?: string): XmlText {
  const wide = markOf(bytes);
  if (wide) return decoded(wide, bytes) ?? { reason: 'bytes that are not UTF-16, although it is marked as UTF-16' };
  const text = utf8Text(bytes);
  const label = labelOf(text ?? latin1(bytes.subarray(0, 200)));
  if (text === undefined) {
    const other = [charset, label].find((name) => name !== undefined && !isUnicode(name) && !ASCII.test(name));
    return (other === undefined ? undefined : decoded(other, bytes)) ?? { reason: 'bytes that are not UTF-8' };
  }
  if (label === undefined || /^utf-?8$/i.test(label) || bytes[0] === 0xef) return { text };
  if (isUnicode(label)) return { reason: `bytes that are not ${label}, the declared encoding` };
  if (!isKnown(label)) return { reason: `the declared encoding ${label} is unknown` };
  return isAscii(bytes) ? { text } : { reason: `bytes of UTF-8 in a document that is declared as ${label}` };
}

/** The text of bytes that are valid UTF-8, without its byte order mark. */
export function utf8Text(bytes: Uint8Array): string | undefined {
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}

/** One character a byte. */
export const latin1 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');

/** The encoding in an XML declaration: what it is, and where it stands in the text. */
export function declaredEncoding(text: string): { label: string; at: number } | undefined {
  const found = /^(\s*<\?xml\s[^>]*?\sencoding\s*=\s*["'])([^"']*)["']/.exec(text);
  return found ? { label: found[2]!, at: found[1]!.length } : undefined;
}

const labelOf = (text: string): string | undefined => declaredEncoding(text)?.label;

const isUnicode = (label: string): boolean => /^(utf-?(8|16|32)(le|be)?|ucs-?[24]|iso-10646-ucs-[24])$/i.test(label);

const isAscii = (bytes: Uint8Array): boolean => bytes.every((byte) => byte < 0x80);

function isKnown(label: string): boolean {
  return ASCII.test(label) || decoderFor(label) !== undefined;
}

function decoderFor(label: string): TextDecoder | undefined {
  try {
    return new TextDecoder(label, { fatal: true });
  } catch {
    return undefined;
  }
}

function decoded(label: string, bytes: Uint8Array): XmlText | undefined {
  try {
    const text = decoderFor(label)?.decode(bytes);
    return text === undefined ? undefined : { text };
  } catch {
    return undefined;
  }
}

function markOf([first, second]: Uint8Array): string | undefined {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : undefined;
}
