import type { RecordedStep } from '../core/event.ts';

/** Left out: secrets, and what curl itself works out. */
const LEFT_OUT = new Set([
  'authorization',
  'x-amz-security-token',
  'x-amz-date',
  'host',
  'content-length',
  'connection',
]);

/** One line for a shell that sends a recorded request again, signed anew where it was signed. Empty where there was no wire. */
export function curlLine({ request }: RecordedStep): string {
  if (!request) return '';
  const words = ['curl', '-sS', '-i', '-X', request.method, quote(request.url)];
  const names = Object.entries(request.headers);
  const [, scope] = names.find(([name]) => name.toLowerCase() === 'authorization') ?? [];
  if (scope !== undefined) {
    const [, region, service] = scope.split('/');
    words.push('--aws-sigv4', quote(`aws:amz:${region ?? 'us-east-1'}${service === undefined ? '' : `:${service}`}`));
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the shell that fills these in.
    words.push('--user', '"${AWS_ACCESS_KEY_ID:-test}:${AWS_SECRET_ACCESS_KEY:-test}"');
  }
  for (const [name, value] of names) {
    if (!LEFT_OUT.has(name.toLowerCase())) words.push('-H', quote(value === '' ? `${name};` : `${name}: ${value}`));
  }
  const { text = '', base64 } = request.body;
  if (base64 !== undefined || /[\u0000-\u0008\u000b-\u001f\u007f]/.test(text) || text.startsWith('@')) {
    const bytes = base64 ?? Buffer.from(text).toString('base64');
    return `echo ${bytes} | base64 -d | ${[...words, '--data-binary', '@-'].join(' ')}`;
  }
  if (text !== '') words.push('--data-binary', quote(text));
  return words.join(' ');
}

const quote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
