import type { HttpRequest, HttpResponse } from '../core/outcome.ts';
import { withoutSecretQuery } from '../wire/secret-query.ts';
import { spellingsOf } from './spellings.ts';

/** Headers that say who sends, whatever they hold. */
const SECRET = /^(authorization|proxy-authorization|cookie|set-cookie)$|token|secret|password|api-?key/i;

/** Shorter values that are ordinary words or numbers stand in answers for other reasons too. */
const SHORTEST = 8;

/** Whether a text is so odd that it stands in an answer for no other reason than that it was sent. */
const isTelling = (text: string, secret: boolean): boolean =>
  text.length >= SHORTEST ||
  (text.length >= 4 && !/^(\d+(\.\d+)?|true|false|null)$/i.test(text) && (secret || !/^[A-Za-z]+$/.test(text)));

export interface Secrets {
  /** Names of headers whose values nobody else may see. */
  headers?: readonly string[];
  /** Texts that must not be seen even where a server repeats them. */
  values?: readonly string[];
  /** Values by the names of their headers, which are masked however short they are. */
  pairs?: Readonly<Record<string, string>>;
}

/** Removes secrets from a recorded exchange. */
export interface Scrubber {
  request(request: HttpRequest): HttpRequest;
  /** `sent`: the request as it went out, since servers repeat signatures in what they answer. */
  response(response: HttpResponse, sent: HttpRequest): HttpResponse;
}

/** A scrubber for these secrets and for every header that holds one by its name. */
export function scrubber({ headers = [], values = [], pairs = {} }: Secrets = {}): Scrubber {
  const names = new Set(headers.map((name) => name.toLowerCase()));
  const named = new Set(Object.entries(pairs).flatMap(([name, value]) => (SECRET.test(name) ? value : [])));
  const known = values.filter((value) => isTelling(value, named.has(value))).flatMap(spellingsOf);
  const short = shortOnes(pairs);
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
      const path = withoutSecretQuery(request.path);
      return headers === request.headers && path === request.path ? request : { ...request, path, headers };
    },
    response(response, sent) {
      const signature = /Signature=([0-9a-f]{64})/.exec(sent.headers.authorization ?? '')?.[1];
      const texts = signature === undefined ? known : [...known, signature];
      const headers = withoutTexts(clean(response.headers), texts, short);
      const body = withoutBytes(response.body, texts, short);
      return headers === response.headers && body === response.body ? response : { ...response, headers, body };
    },
  };
}

/** The same headers where no value holds any of the secrets. */
function withoutTexts(
  headers: Record<string, string>,
  secrets: readonly string[],
  short: RegExp | undefined,
): Record<string, string> {
  let cleaned: Record<string, string> | undefined;
  for (const name in headers)
    for (const secret of secrets)
      if (headers[name]!.includes(secret)) {
        cleaned ??= { ...headers };
        cleaned[name] = cleaned[name]!.replaceAll(secret, 'REMOVED');
      }
  if (!short) return cleaned ?? headers;
  for (const name in headers) {
    const value = (cleaned ?? headers)[name]!;
    const without = value.replace(short, 'REMOVED');
    if (without !== value) (cleaned ??= { ...headers })[name] = without;
  }
  return cleaned ?? headers;
}

/** What stands between a header's name and its value where they are repeated, as in JSON or in a line of its own. */
const BETWEEN = '[^\\w]{1,8}';

/** Short values, each after the name of its header; undefined where there are none. */
function shortOnes(pairs: Readonly<Record<string, string>>): RegExp | undefined {
  const quoted = (text: string): string => text.replaceAll(/[^\w]/g, '\\$&');
  const alternatives = Object.entries(pairs)
    .filter(([, value]) => value !== '' && value.length < SHORTEST)
    .map(([name, value]) => `(?<=${quoted(name)}${BETWEEN})${quoted(value)}(?!\\w)`);
  return alternatives.length === 0 ? undefined : new RegExp(`(?:${alternatives.join('|')})`, 'gi');
}

/** The same bytes where they hold none of the secrets. */
function withoutBytes(body: Uint8Array, secrets: readonly string[], short: RegExp | undefined): Uint8Array {
  if (secrets.length === 0 && !short) return body;
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.length);
  if (!secrets.some((secret) => bytes.includes(secret)) && !short) return body;
  // One character a byte, so that what is no text comes through unchanged.
  const text = secrets.reduce(
    (left, secret) => left.replaceAll(Buffer.from(secret).toString('latin1'), 'REMOVED'),
    bytes.toString('latin1'),
  );
  const clean = short ? text.replace(short, 'REMOVED') : text;
  return clean === bytes.toString('latin1') ? body : Buffer.from(clean, 'latin1');
}

/** `/REGION/SERVICE` of a signature's scope, which a repetition needs and which is no secret. */
function scopeOf(authorization: string): string {
  return /\/\d{8}(\/[\w-]+\/[\w-]+)\/aws4_request/.exec(authorization)?.[1] ?? '';
}
