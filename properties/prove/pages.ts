import { strict as assert } from 'node:assert';
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** `npm run prove pages`: the pages of the API are made of its comments without a warning. Needs a registry for typedoc. */
export async function prove(): Promise<void> {
  const out = mkdtempSync(join(tmpdir(), 'pages-'));
  const words = ['exec', '--yes', '--package=typedoc@0.28.20', '--package=typescript@6', '--', 'typedoc', '--out', out];
  const { stdout, stderr } = await promisify(execFile)('npm', words, { cwd: ROOT, maxBuffer: 1 << 26 });
  assert.doesNotMatch(`${stdout}${stderr}`, /\[warning\]/);
  assert.ok(existsSync(join(out, 'index.html')));
  process.stdout.write(`the pages of the API are in ${out}, without a warning\n`);
}
