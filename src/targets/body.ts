/** Bytes of an answer's body that are read. */
export const CAP = 1024 * 1024;

/** What becomes of an answer whose body is longer than that. */
export const TOO_LONG = { unreadable: `the response is longer than ${CAP / 1024} kB` };

/** The body, or undefined once it is too long; the rest is not read. */
export async function readBody(
  body: AsyncIterable<Uint8Array> & { destroy(): unknown },
): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > CAP) {
      body.destroy();
      return undefined;
    }
    chunks.push(chunk);
  }
  return chunks.length === 1 ? chunks[0] : Buffer.concat(chunks);
}

/** Headers with one text each, several of a name joined by commas. */
export function flatHeaders(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const name in headers) {
    const value = headers[name];
    if (value !== undefined) flat[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return flat;
}
