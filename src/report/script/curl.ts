import { identifier } from '../../quoting/javascript.ts';
import { visibleLine } from '../../quoting/visible.ts';
import { curlCommand } from './curl-command.ts';
import type { Script, Variable } from './script.ts';
import { shellHead, shellWord } from './shell.ts';

/** A script for a POSIX shell that makes the calls with curl. */
export function curlScript({ calls, variables, endpoint }: Script): string {
  if (calls.some(({ request }) => request === undefined))
    return '# Nothing went over a wire here that curl could send.\n';
  const lines = calls.flatMap((call, index) => {
    const taken = variables.filter(({ from }) => from?.call === index);
    const { path } = call.request!;
    const command = curlCommand(call.request!, `"$ENDPOINT"${shellWord(path, variables)}`, variables);
    const title = [`# ${index + 1}. ${visibleLine(call.operation)}`];
    if (taken.length === 0) return [...title, command];
    return [
      ...title,
      `answer=$(${command})`,
      `printf '%s\\n' "$answer"`,
      ...taken.map((variable) => `${identifier(variable.name)}=$(printf '%s\\n' "$answer" | ${filter(variable)})`),
    ];
  });
  return `${[...shellHead(endpoint, variables), ...lines].join('\n')}\n`;
}

/** What takes a value out of an answer: of a header, or of the first element of the name. */
function filter({ from }: Variable): string {
  const { header, path } = from!;
  if (header !== undefined) return `sed -n 's/^${anyCase(tokenOf(header))}: *//p' | tr -d '\\r'`;
  const element = identifier(String(path.findLast((key) => typeof key === 'string')));
  return `grep -o '<${element}>[^<]*' | head -n 1 | cut -d '>' -f 2`;
}

/** The letters, digits and hyphens of a header's name. */
const tokenOf = (name: string): string => name.replaceAll(/[^\w-]/g, '');

const anyCase = (name: string): string =>
  name.replace(/[a-z]/gi, (letter) => `[${letter.toUpperCase()}${letter.toLowerCase()}]`);
