import { singleQuoted } from '../../quoting/javascript.ts';
import { clientLines, imports, keeping, sending } from './javascript.ts';
import type { Script } from './script.ts';

/** A module that makes the calls with the AWS SDK for JavaScript, version 3. */
export function sdkScript(script: Script): string {
  if (script.calls.some(({ changed }) => changed))
    return '// The bytes of a request matter here, which the SDK writes itself: use curl.\n';
  const last = script.calls.length - 1;
  return `${[
    `import { ${imports(script)} } from ${singleQuoted(script.package)};`,
    '',
    ...clientLines(script),
    ...script.calls.slice(0, -1).flatMap((_, index) => keeping(script, index)),
    `console.log(await ${sending(script, last)});`,
  ].join('\n')}\n`;
}
