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

const REASON = 'this target sends no bytes that could be changed';

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

/** A wrapper that sends many requests, some of them with a whole configuration of a distribution, and forgets the version of each update. */
const FORGETFUL = `import { test as propertyTest, fc } from '@fast-check/vitest';
import { test } from 'vitest';
import { conversation } from '${exported('exports/double')}';
import { CloudFrontClient, CopyDistributionCommand, CreateDistributionCommand, ListDistributionsCommand, UpdateDistributionCommand } from '@aws-sdk/client-cloudfront';
import { joinedContract } from '${exported('contracts/contracts')}';
const config = joinedContract().resources.Distribution.original;
const wrapper = async (times, { endpoint }) => {
  const client = new CloudFrontClient({ endpoint, region: 'us-east-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' }, maxAttempts: 1 });
  const { Distribution } = await client.send(new CreateDistributionCommand({ DistributionConfig: { ...config, CallerReference: 'a' } }));
  for (let count = 0; count < 10 + times; count++) {
    await client.send(new ListDistributionsCommand({}));
    await client.send(new UpdateDistributionCommand({ Id: Distribution.Id, DistributionConfig: { ...config, CallerReference: 'a', Comment: 'x'.repeat(200) } })).catch(() => {});
  }
};
const { conforms } = conversation(wrapper, fc.integer({ min: 1, max: 9 }));
`;

describe('a property of a conversation that fails in Vitest', () => {
  test.each([
    [
      '@fast-check/vitest',
      'propertyTest.prop(conforms.arbitraries, { numRuns: 5 })(conforms.name, conforms.predicate);',
    ],
    ['fc.assert', "test('conforms', () => fc.assert(conforms.property, { numRuns: 5 }), 60_000);"],
  ])('by %s prints 40 lines at most, and what went wrong first', { timeout: 120_000 }, (_, line) => {
    const file = `forgetful-${_.length}.test.ts`;
    writeFileSync(join(folder, file), FORGETFUL + line);
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [join(ROOT, 'node_modules/vitest/vitest.mjs'), 'run', '--root', folder, file],
      { encoding: 'utf8', env: { ...process.env, NO_COLOR: '1', NODE_NO_WARNINGS: '1', VITEST: undefined } },
    );
    const lines = `${stdout}${stderr}`.split('\n').filter((one) => one.trim() !== '');
    expect({ status, text: lines.join('\n') }).toEqual({
      status: 1,
      text: expect.stringContaining('request.if-match.present'),
    });
    expect(lines.length).toBeLessThanOrEqual(40);
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThan(1_000);
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
