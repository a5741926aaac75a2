import type { RecordedStep } from '../../core/event.ts';
import { hasCommand } from '../../quoting/actions.ts';
import { shellArgument } from '../../quoting/shell.ts';
import type { ScriptCall, Variable } from './script.ts';
import { shellWord } from './shell.ts';

/** Left out: secrets, and what curl itself works out. */
const LEFT_OUT =
  /^(authorization|x-amz-security-token|x-amz-date|x-amz-content-sha256|host|content-length|connection)$/i;

/** A shell command that sends a request with curl, signed anew where it was signed. `url`: as a word of a shell. */
export function curlCommand(
  { method, headers, body }: Omit<NonNullable<ScriptCall['request']>, 'path'>,
  url: string,
  variables: Variable[] = [],
): string {
  const words = ['curl', '-sS', '-i', '-X', shellArgument(method), url];
  for (const [name, value] of Object.entries(headers)) {
    if (/^authorization$/i.test(name)) words.push(...signing(value));
    if (!LEFT_OUT.test(name)) words.push('-H', shellWord(value === '' ? `${name};` : `${name}: ${value}`, variables));
  }
  const { text = '', base64 } = body;
  // Controls do not come through a terminal whole, a CI log obeys some lines, and curl takes what begins with @ for a file.
  if (
    base64 !== undefined ||
    /[\u0000-\u0008\u000b-\u001f\u007f]/.test(text) ||
    text.startsWith('@') ||
    hasCommand(text)
  ) {
    const bytes = base64 ?? Buffer.from(text).toString('base64');
    return `echo ${shellArgument(bytes)} | base64 -d | ${[...words, '--data-binary', '@-'].join(' ')}`;
  }
  return [...words, ...(text === '' ? [] : ['--data-binary', shellWord(text, variables)])].join(' ');
}

/** A shell command that sends a recorded request again. Empty where there was no wire. */
export function curlLine({ request }: RecordedStep): string {
  // In process there is no address that anybody could send to.
  if (!request || !/^https?:\/\//i.test(request.url) || !URL.canParse(request.url)) return '';
  const { host } = request.headers;
  const other = host !== undefined && host !== new URL(request.url).host;
  return `${curlCommand(request, shellWord(request.url))}${other ? ` -H ${shellWord(`host: ${host}`)}` : ''}`;
}

/** `authorization`: of which the scope is left, `REMOVED/REGION/SERVICE`. */
function signing(authorization: string): string[] {
  const [, region = 'us-east-1', service] = authorization.split('/');
  const scope = `aws:amz:${region}${service === undefined ? '' : `:${service}`}`;
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the shell that fills these in.
  const user = '"${AWS_ACCESS_KEY_ID:-test}:${AWS_SECRET_ACCESS_KEY:-test}"';
  return ['--aws-sigv4', shellWord(scope), '--user', user];
}
