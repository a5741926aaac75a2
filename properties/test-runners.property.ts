import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'test-runners-'));
symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
afterAll(() => rmSync(folder, { recursive: true }));

const exported = (name: string): string => new URL(`../dist/${name}.js`, import.meta.url).href;

/** A suite on a reference whose bytes can't be changed, so that rules on bytes are not judged. */
function suite(runner: string, file: string, rules: string[]): string {
  writeFileSync(
    join(folder, file),
    `import { conformance } from '${exported(`exports/${runner}`)}';
import { createReference } from '${exported('exports/reference')}';
import { handlerTarget, loadContract } from '${exported('index')}';
const contract = loadContract();
const { wire, ...target } = handlerTarget(contract, createReference({ contract }).handle);
conformance({ target, rules: ${JSON.stringify(rules)} });
`,
  );
  return file;
}

const REASON = 'this target has no wire on which bytes could be changed';

describe('Vitest', () => {
  const vitest = (file: string, ...words: string[]) =>
    spawnSync(
      process.execPath,
      [join(ROOT, 'node_modules/vitest/vitest.mjs'), 'run', '--root', folder, file, ...words],
      {
        encoding: 'utf8',
        env: { ...process.env, NO_COLOR: '1', VITEST: undefined },
      },
    );

  test('shows the reason of a skipped rule in every report', { timeout: 60_000 }, () => {
    const file = suite('vitest', 'some.test.ts', ['wire.rejects-doctype', 'lifecycle.read.after-create']);
    const reports = ['default', 'json', 'junit'].map((name) => `--reporter=${name}`);
    const { status, stdout } = vitest(file, ...reports, '--outputFile.json=out.json', '--outputFile.junit=out.xml');
    expect({ status, stdout }).toEqual({
      status: 0,
      stdout: expect.stringContaining(`not judged: wire.rejects-doctype: ${REASON}`),
    });
    for (const report of ['out.json', 'out.xml']) expect(readFileSync(join(folder, report), 'utf8')).toContain(REASON);
  });

  test('fails a group in which no rule was judged', { timeout: 60_000 }, () => {
    const { status, stdout, stderr } = vitest(suite('vitest', 'none.test.ts', ['wire.rejects-doctype']));
    expect({ status, text: `${stdout}${stderr}` }).toEqual({
      status: 1,
      text: expect.stringContaining('no rule was judged'),
    });
  });
});

describe('node:test', () => {
  const node = (file: string) =>
    spawnSync(process.execPath, ['--test', '--test-reporter=tap', file], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, NODE_TEST_CONTEXT: undefined, VITEST: undefined },
    });

  test('shows the reason of a skipped rule', { timeout: 60_000 }, () => {
    const file = suite('node-test', 'some.mjs', ['wire.rejects-doctype', 'lifecycle.read.after-create']);
    const { status, stdout } = node(file);
    expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringContaining(`# SKIP ${REASON}`) });
  });

  test('fails a group in which no rule was judged', { timeout: 60_000 }, () => {
    const { status, stdout } = node(suite('node-test', 'none.mjs', ['wire.rejects-doctype']));
    expect({ status, stdout }).toEqual({ status: 1, stdout: expect.stringContaining('no rule was judged') });
  });
});
