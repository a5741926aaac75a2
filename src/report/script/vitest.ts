import type { Expectation } from '../../core/expectation.ts';
import { identifier, singleQuoted, stringLiteral } from '../../quoting/javascript.ts';
import { clientLines, imports, keeping, sending } from './javascript.ts';
import type { Script } from './script.ts';

/** A Vitest test that passes once the rule holds: with the SDK where that can tell, else by making the finding again. */
export function vitestScript(script: Script): string {
  const { wanted, calls } = script;
  const either = wanted?.success === true && wanted.refusal.length > 0;
  return wanted === undefined || either || calls.some(({ changed }) => changed)
    ? again(script)
    : withSdk(script, wanted);
}

function withSdk(script: Script, wanted: Expectation): string {
  const decisive = sending(script, script.calls.length - 1);
  const lines = [
    ...script.calls.slice(0, -1).flatMap((_, index) => keeping(script, index)),
    wanted.success
      ? `await expect(${decisive}).resolves.toBeDefined();`
      : `await expect(${decisive}).rejects.toMatchObject({ $fault: 'client'${nameIn(wanted)} });`,
  ];
  return file([
    `import { ${imports(script)} } from ${singleQuoted(script.package)};`,
    "import { expect, test } from 'vitest';",
    '',
    ...clientLines(script),
    '',
    ...testOf(script, lines),
  ]);
}

/** The names of the errors that may be thrown, where only some may. */
function nameIn({ refusal }: Expectation): string {
  if (refusal === 'any') return '';
  return `, name: expect.stringMatching(/^(${refusal.map(identifier).join('|')})$/)`;
}

function again(script: Script): string {
  const endpoint = stringLiteral(script.endpoint || 'http://127.0.0.1:4566');
  const lines = [
    `const target = httpTarget(loadContract(), new URL(process.env.ENDPOINT ?? ${endpoint}));`,
    `const { verdict } = await reproduceToken(${singleQuoted(script.token)}, target);`,
    'await target.close();',
    "expect(verdict).toBe('FIXED');",
  ];
  return file([
    "import { httpTarget, loadContract, reproduceToken } from 'cloudfront-conformance';",
    "import { expect, test } from 'vitest';",
    '',
    ...testOf(script, lines),
  ]);
}

function testOf({ rule, demands }: Script, lines: string[]): string[] {
  const inside = lines.flatMap((line) => line.split('\n')).map((line) => `  ${line}`);
  return [`test(${stringLiteral(`${rule}: ${demands}`)}, async () => {`, ...inside, '});'];
}

const file = (lines: string[]): string => `${lines.join('\n')}\n`;
