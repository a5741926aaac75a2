import type { HttpRequest, HttpResponse } from '../core/outcome.ts';

/** Headers that say who sends, whatever they hold. */
const SECRET = /^(authorization|proxy-authorization|cookie|set-cookie)$|token|secret|password|api-?key/i;

/** Shorter values stand in answers for other reasons. */
const SHORTEST = 8;

export interface Secrets {
  /** Names of headers whose values nobody else may see. */
  headers?: readonly string[];
  /** Texts that must not be seen even where a server repeats them. */
  values?: readonly string[];
}

/** Takes secrets out of what is remembered of an exchange. */
export interface Scrubber {
  request(request: HttpRequest): HttpRequest;
  /** `sent`: the request as it went out, since servers repeat signatures in what they answer. */
  response(response: HttpResponse, sent: HttpRequest): HttpResponse;
}

/** A scrubber for these secrets and for every header that holds one by its name. */
export function scrubber({ headers = [], values = [] }: Secrets = {}): Scrubber {
  const names = new Set(headers.map((name) => name.toLowerCase()));
  const known = values.filter((value) => value.length >= SHORTEST);
  const hidden = new Map<string, boolean>();
  const hides = (name: string): boolean => {
    let known = hidden.get(name);
    if (known === undefined) hidden.set(name, (known = names.has(name.toLowerCase()) || SECRET.test(name)));
    return known;
  };
  const clean = (from: Record<string, string>): Record<string, string> => {
    let cleaned: Record<string, string> | undefined;
    for (const name in from) if (hides(name)) (cleaned ??= { ...from })[name] = `REMOVED${scopeOf(from[name]!)}`;
    return cleaned ?? from;
  };
  return {
    request(request) {
      const headers = clean(request.headers);
      return headers === request.headers ? request : { ...request, headers };
    },
    response(response, sent) {
      const signature = /Signature=([0-9a-f]{64})/.exec(sent.headers.authorization ?? '')?.[1];
      const texts = signature === undefined ? known : [...known, signature];
      const headers = withoutTexts(clean(response.headers), texts);
      const body = withoutBytes(response.body, texts);
      return headers === response.headers && body === response.body ? response : { ...response, headers, body };
    },
  };
}

/** The same headers where no value holds any of the secrets. */
function withoutTexts(headers: Record<string, string>, secrets: readonly string[]): Record<string, string> {
  let cleaned: Record<string, string> | undefined;
  for (const name in headers)
    for (const secret of secrets)
      if (headers[name]!.includes(secret)) {
        cleaned ??= { ...headers };
        cleaned[name] = cleaned[name]!.replaceAll(secret, 'REMOVED');
      }
  return cleaned ?? headers;
}

/** The same bytes where they hold none of the secrets. */
function withoutBytes(body: Uint8Array, secrets: readonly string[]): Uint8Array {
  if (secrets.length === 0) return body;
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.length);
  if (!secrets.some((secret) => bytes.includes(secret))) return body;
  // One character a byte, so that what is no text comes through unchanged.
  const text = secrets.reduce(
    (left, secret) => left.replaceAll(Buffer.from(secret).toString('latin1'), 'REMOVED'),
    bytes.toString('latin1'),
  );
  return Buffer.from(text, 'latin1');
}

/** `/REGION/SERVICE` of a signature's scope, which a repetition needs and which is no secret. */
function scopeOf(authorization: string): string {
  return /\/\d{8}(\/[\w-]+\/[\w-]+)\/aws4_request/.exec(authorization)?.[1] ?? '';
}
