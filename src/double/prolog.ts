/**
 * A body without its XML declaration and its document type, about which readers differ: what is left is the same document
 * for all of them. The same bytes where they are no UTF-8.
 */
export function withoutProlog(body: Uint8Array): Uint8Array {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    return body;
  }
  return new TextEncoder().encode(
    text.replace(/^\s*<\?xml\b[^>]*\?>/, '').replace(/<!DOCTYPE\b[^>[]*(?:\[[^\]]*\]\s*)?>/, ''),
  );
}
