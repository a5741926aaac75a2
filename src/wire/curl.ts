import type { HttpRequest } from '../core/outcome.ts';

// Left out: secrets, and what curl itself works out.
const LEFT_OUT = new Set([
  'authorization',
  'x-amz-security-token',
  'x-amz-date',
  'host',
  'content-length',
  'connection',
]);

/**
 * One line for a shell that sends the request again. `base`: where to, without a slash at its end. A signed request is
 * signed anew by curl, with the credentials of the environment or dummies; no credential stands in the line.
 */
export function curl(request: HttpRequest, base: string, scope: { service: string; region: string }): string {
  const words = ['curl', '-sS', '-i', '-X', request.method, quote(base + request.path)];
  if (Object.keys(request.headers).some((name) => name.toLowerCase() === 'authorization')) {
    words.push('--aws-sigv4', quote(`aws:amz:${scope.region}:${scope.service}`));
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the shell that fills these in.
    words.push('--user', '"${AWS_ACCESS_KEY_ID:-test}:${AWS_SECRET_ACCESS_KEY:-test}"');
  }
  for (const [name, value] of Object.entries(request.headers)) {
    // With a semicolon curl sends a header without a value; with a colon it would leave it out.
    if (!LEFT_OUT.has(name.toLowerCase())) words.push('-H', quote(value === '' ? `${name};` : `${name}: ${value}`));
  }
  if (request.body.length === 0) return words.join(' ');
  const text = plainText(request.body);
  if (text !== undefined) return [...words, '--data-binary', quote(text)].join(' ');
  const base64 = Buffer.from(request.body).toString('base64');
  return `echo ${base64} | base64 -d | ${[...words, '--data-binary', '@-'].join(' ')}`;
}

/** The bytes as text for a shell's argument; undefined where they are not UTF-8 or hold a control character. */
function plainText(body: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
    return /[\u0000-\u0008\u000b-\u001f\u007f]/.test(text) || text.startsWith('@') ? undefined : text;
  } catch {
    return undefined;
  }
}

const quote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
