import { strict as assert } from 'node:assert';
import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { READ_PAGES, RUN_PAGES, runPage } from '../support/page-run.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** `npm run prove documents`: every page works as written, with the packed package installed in an empty folder. */
export async function prove(): Promise<void> {
  const packed = mkdtempSync(join(tmpdir(), 'packed-'));
  await promisify(execFile)('npm', ['run', 'build'], { cwd: ROOT });
  await promisify(execFile)('npm', ['pack', '--pack-destination', packed], { cwd: ROOT });
  const tarball = join(packed, readdirSync(packed)[0]!);
  const failed: string[] = [];
  for (const { page } of RUN_PAGES) {
    const began = Date.now();
    const broken = await runPage(page, tarball);
    if (broken.length > 0) failed.push(page);
    const verdict = broken.length === 0 ? 'works as written' : `does not work as written:\n${broken.join('\n')}`;
    process.stdout.write(`${page} ${verdict} (${Math.round((Date.now() - began) / 1000)} s)\n`);
  }
  for (const [page, reason] of Object.entries(READ_PAGES)) process.stdout.write(`${page} is not run: ${reason}\n`);
  assert.deepEqual(failed, []);
}
