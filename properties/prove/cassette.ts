import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadContract } from '../../src/contracts/load.ts';
import { retrying } from '../../src/middleware/retry.ts';
import { FAULTS } from '../../src/reference/faults/index.ts';
import { createReference } from '../../src/reference/reference.ts';
import { serve } from '../../src/reference/serve.ts';
import { VARIANTS } from '../../src/reference/variants/index.ts';
import { handlerTarget } from '../../src/targets/handler.ts';
import { httpTarget } from '../../src/targets/http.ts';
import { recordAndReplay } from '../support/recorded.ts';

const contract = loadContract();
const limits = { concurrency: 1, rate: undefined, budget: undefined, runs: 1, settle: 500, patience: 2_000 };

/**
 * Records a run of the whole suite on the reference, each of its faults and each of its variants, and judges each
 * recording. Throws where the two JSON reports differ in anything but times. Words after the name choose modifications;
 * `--http` sends over loopback.
 */
export async function prove(): Promise<void> {
  const words = process.argv.slice(3);
  const overHttp = words.includes('--http');
  const names = words.filter((word) => word !== '--http');
  const all = [undefined, ...FAULTS, ...VARIANTS];
  const chosen = all.filter((one) => names.length === 0 || names.includes(one?.name ?? 'reference'));
  const folder = mkdtempSync(join(tmpdir(), 'cassette-'));
  const differing: string[] = [];
  let requests = 0;
  for (const modification of chosen) {
    const name = modification?.name ?? 'reference';
    const { handle } = createReference({ contract, modifications: modification ? [modification] : [] });
    const served = overHttp ? await serve({ handle }) : undefined;
    const bare = served
      ? httpTarget(contract, new URL(served.url))
      : handlerTarget(contract, handle, { name, sign: true });
    const target = { ...retrying(contract, bare, { base: 1 }), name };
    const where = served ? { url: new URL(served.url) } : {};
    const { live, replayed, record } = await recordAndReplay(
      { target, ...where, reach: 'loopback', embedded: true, limits, words: [] },
      folder,
    );
    requests += record.requests;
    if (live !== replayed) {
      differing.push(name);
      process.stdout.write(`${name}:\n${difference(live, replayed)}\n`);
    }
    await bare.close();
    await served?.close();
  }
  rmSync(folder, { recursive: true });
  if (differing.length > 0) throw new Error(`${differing.length} of ${chosen.length} differ: ${differing.join(', ')}`);
  process.stdout.write(`${chosen.length} recordings of ${requests} requests give the same reports again\n`);
}

/** The first lines in which two reports differ. */
function difference(live: string, replayed: string): string {
  const [a, b] = [live.split('\n'), replayed.split('\n')];
  const first = a.findIndex((line, index) => line !== b[index]);
  const near = (lines: string[]): string =>
    lines
      .slice(Math.max(0, first - 2), first + 2)
      .join('\n')
      .slice(0, 1500);
  return `  live:\n${near(a)}\n  replayed:\n${near(b)}`;
}
