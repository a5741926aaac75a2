import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inProcess } from '../../properties/support/in-process.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'words-'));
  writeFileSync(join(folder, 'null.json'), 'null');
  writeFileSync(join(folder, 'empty.pem'), '');
  writeFileSync(join(folder, 'known.json'), '[{"rule":"answer.*","reason":"x","expires":"2026-13-45"}]');
  writeFileSync(
    join(folder, 'large.json'),
    '{"ContinuousDeploymentPolicyConfig":{"StagingDistributionDnsNames":{"Quantity":1e400,"Items":["d1.cloudfront.net"]},"Enabled":true}}',
  );
});
afterAll(() => rmSync(folder, { recursive: true }));

test.each<[string, string[], string]>([
  ['a factor that no test can tell', ['traffic', '--factor', '1e99'], 'give a number above 1, and 100 at most'],
  ['more lanes than memory', ['run', '--reference', '--concurrency', '1000000000'], 'give at most 256'],
  ['a run of no request', ['run', '--reference', '--best', '0'], 'from 1 up'],
  ['no time to fuzz', ['fuzz', '--for', '0s'], 'give a time above 0'],
  ['a configuration that is null', ['run', '--config', 'null.json'], 'null.json holds no options'],
  [
    'a day that is not in the calendar',
    ['run', '--reference', '--known', 'known.json'],
    '2026-13-45, which is not a day',
  ],
  ['a number that is infinite', ['validate', 'CreateContinuousDeploymentPolicy', 'large.json'], 'beyond what a double'],
  [
    'a folder for interactions',
    ['serve', '--judge', '--interactions', '.', '--', 'true'],
    'no record of a conversation',
  ],
  ['a name that is empty', ['run', '--reference', '--name', ''], 'give a text that is not empty'],
  ['a certificate without a name', ['serve', '--judge', '--tls-cert', '', '--tls-key', ''], 'is not empty'],
  ['a record without a name', ['serve', '--judge', '--interactions', ' '], 'give a text that is not empty'],
  [
    'a certificate that is empty',
    ['serve', '--judge', '--tls-cert', 'empty.pem', '--tls-key', 'empty.pem'],
    'empty.pem holds no PEM',
  ],
])('%s is refused with 2 and one line', async (_, words, message) => {
  const { code, out, err } = await inProcess(words, { cwd: folder });
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err.trimEnd().split('\n')).toEqual([expect.stringContaining(message)]);
});
