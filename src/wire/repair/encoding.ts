import { declaredEncoding, decodeXml, latin1, utf8Text } from '../xml-text.ts';

/** The text of a document, and what was wrong with its bytes. */
export interface Decoded {
  text: string;
  wrong?: { name: string; about: string; offset: number };
}

/**
 * Decodes a document whose declared encoding may be wrong (XML 1.0, 4.3.3): bytes that are valid UTF-8 are read as UTF-8,
 * others as ISO 8859-1, which has a character for every byte. `charset`: what a Content-Type says of the bytes.
 */
export function decodedAnyhow(bytes: Uint8Array, charset?: string): Decoded {
  const strict = decodeXml(bytes, charset);
  if ('text' in strict) return strict;
  const text = utf8Text(bytes);
  if (text === undefined) {
    const wrong = { name: 'not-utf-8', about: 'bytes that are not UTF-8', offset: firstInvalid(bytes) };
    return { text: latin1(bytes), wrong };
  }
  const declared = declaredEncoding(text);
  const about = `a document in UTF-8 that is declared as ${declared?.label}`;
  return { text, wrong: { name: 'encoding-label', about, offset: declared?.at ?? 0 } };
}

/** How many bytes come before the first one that is not UTF-8. */
function firstInvalid(bytes: Uint8Array): number {
  let valid = 0;
  let invalid = bytes.length + 1;
  while (valid + 1 < invalid) {
    const middle = Math.floor((valid + invalid) / 2);
    if (beginningOf(bytes, middle) === undefined) invalid = middle;
    else valid = middle;
  }
  return Buffer.byteLength(beginningOf(bytes, valid) ?? '');
}

/** The characters that so many bytes hold, without one that breaks off; undefined where they are not UTF-8. */
function beginningOf(bytes: Uint8Array, length: number): string | undefined {
  try {
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    return decoder.decode(bytes.subarray(0, length), { stream: true });
  } catch {
    return undefined;
  }
}
