import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import { MAIN } from '../support/cli.ts';

const root = new URL('../../', import.meta.url);
const page = readFileSync(new URL('docs/wrappers.md', root), 'utf8');
const excerpts = [...page.matchAll(/<!-- from (\S+) -->\n\n```ts\n([\s\S]*?)```/g)].map(([, file, code]) => [
  file,
  code,
]);
const [, script = '', printed = ''] = /```sh\n([\s\S]*?)```\n\n```\n([\s\S]*?)```/.exec(page) ?? [];

const execute = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), 'page-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('the page shows five pieces of code', () => {
  expect(excerpts.length + (script === '' ? 0 : 1)).toBe(5);
});

test.each(excerpts)('what the page shows of %s stands there', (file, code) => {
  expect(readFileSync(new URL(file!, root), 'utf8')).toContain(code);
});

test('its script of AWS CLI commands prints what the page says', async (context) => {
  const missing = await execute('aws', ['--version']).then(
    () => undefined,
    (error: Error) => `the AWS CLI can't be run: ${error.message.split('\n', 1)[0]}`,
  );
  if (missing !== undefined) {
    if (process.env.CONFORMANCE_REQUIRE_TOOLS) throw new Error(missing);
    context.skip(missing);
  }
  const command = join(folder, 'cloudfront-conformance');
  writeFileSync(command, `#!/bin/sh\nexec '${process.execPath}' '${MAIN}' "$@"\n`);
  chmodSync(command, 0o755);
  const env = { PATH: `${folder}:${process.env.PATH}`, HOME: folder, AWS_EC2_METADATA_DISABLED: 'true' };
  const { stdout } = await execute('bash', ['-c', script], { cwd: folder, env });
  const expected = printed.trimEnd().split('\n');
  expect(stdout.split('\n')).toEqual(expect.arrayContaining(expected));
});
