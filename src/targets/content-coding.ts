import { createRequire } from 'node:module';
import type { HttpResponse } from '../core/outcome.ts';
import { CAP, TOO_LONG } from './body.ts';

type Zlib = typeof import('node:zlib');
type Decode = (body: Uint8Array, limit: { maxOutputLength: number }) => Uint8Array;

/** How bodies are decoded, by the name of the coding (RFC 9110, 8.4.1). */
const DECODERS: Record<string, (zlib: Zlib) => Decode | undefined> = {
  gzip: ({ gunzipSync }) => gunzipSync,
  'x-gzip': ({ gunzipSync }) => gunzipSync,
  deflate: inflater,
  br: ({ brotliDecompressSync }) => brotliDecompressSync,
  zstd: (zlib) => (zlib as { zstdDecompressSync?: Decode }).zstdDecompressSync,
};

/** Many servers send the bare DEFLATE format under this name, without the zlib format around it. */
function inflater({ inflateSync, inflateRawSync }: Zlib): Decode {
  return (body, limit) => ((body[0]! & 0x0f) === 8 ? inflateSync(body, limit) : inflateRawSync(body, limit));
}

/** An answer whose body is as it was before it was compressed; why it can't be read where that does not work. */
export function withoutCoding(response: HttpResponse): HttpResponse | { unreadable: string } {
  const codings = (response.headers['content-encoding'] ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '' && name !== 'identity');
  if (codings.length === 0 || response.body.length === 0) return response;
  const zlib = createRequire(import.meta.url)('node:zlib') as Zlib;
  let { body } = response;
  for (const name of codings.reverse()) {
    const decode = DECODERS[name]?.(zlib);
    if (!decode) return { unreadable: `the Content-Encoding ${name} is not known` };
    try {
      body = decode(body, { maxOutputLength: CAP });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') return TOO_LONG;
      return { unreadable: `the Content-Encoding is ${name}, but the body is not: ${(error as Error).message}` };
    }
  }
  return { ...response, body };
}
