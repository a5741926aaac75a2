import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { loadContract } from '../../src/contracts/load.ts';
import { createReference, type Reference } from '../../src/reference/reference.ts';
import { serve } from '../../src/reference/serve.ts';
import type { State } from '../../src/reference/state.ts';
import { handlerTarget } from '../../src/targets/handler.ts';

const KILLS = 100;
const BEFORE = 5;

const COMMAND = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
const contract = loadContract();

/**
 * Kills a run at a hundred random moments and sweeps after each. Throws where anything of it is left, or where one of the
 * resources that were there before is not what it was. `--kills N` says how often. Needs the built command line.
 */
export async function prove(): Promise<void> {
  if (!existsSync(COMMAND)) throw new Error('build the command line first: npm run build');
  const at = process.argv.indexOf('--kills');
  const kills = at < 0 ? KILLS : Number(process.argv[at + 1]);
  const whole = await requestsOfAWholeRun();
  let begun = 0;
  let leftovers = 0;
  const worker = async (): Promise<void> => {
    const place = await openPlace();
    while (begun < kills) {
      const n = ++begun;
      leftovers += await killAndSweep(place, n, Math.floor(Math.random() * whole));
    }
    await place.close();
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  process.stdout.write(
    `${kills} kills in runs of ${whole} requests, ${leftovers} resources left behind by them; after sweep 0 are left, and ${BEFORE} of ${BEFORE} from before are unchanged\n`,
  );
}

interface Place {
  reference: Reference;
  url: string;
  /** Where the journal is. */
  folder: string;
  close(): Promise<void>;
}

async function openPlace(): Promise<Place> {
  const reference = createReference({ contract });
  const { call } = handlerTarget(contract, reference.handle);
  for (let index = 0; index < BEFORE; index++) {
    const name = `dbefore${String(index).padStart(7, '0')}.cloudfront.net`;
    await call({
      operation: 'CreateContinuousDeploymentPolicy',
      input: {
        ContinuousDeploymentPolicyConfig: {
          StagingDistributionDnsNames: { Quantity: 1, Items: [name] },
          Enabled: true,
        },
      },
    });
  }
  const served = await serve(reference);
  const folder = mkdtempSync(join(tmpdir(), 'sweep-'));
  return {
    reference,
    url: served.url,
    folder,
    async close() {
      await served.close();
      rmSync(folder, { recursive: true });
    },
  };
}

function start({ url, folder }: Place, words: string[]): ChildProcess {
  return spawn(process.execPath, [COMMAND, ...words, '--endpoint', url], { cwd: folder, stdio: 'ignore' });
}

const runWords = (n: number): string[] => [
  'run',
  '--seed',
  String(n),
  '--runs',
  '1',
  '--staging',
  n % 2 === 0 ? 'api' : 'synthetic',
];

async function requestsOfAWholeRun(): Promise<number> {
  const place = await openPlace();
  const before = place.reference.state.requests;
  await once(start(place, runWords(1)), 'exit');
  const requests = place.reference.state.requests - before;
  await place.close();
  return requests;
}

/** Gives how many resources the kill left behind. */
async function killAndSweep(place: Place, n: number, moment: number): Promise<number> {
  const { state } = place.reference;
  const before = snapshot(state);
  const from = state.requests;
  const run = start(place, runWords(n));
  const ended = once(run, 'exit');
  while (state.requests - from < moment && run.exitCode === null) await sleep(1);
  run.kill('SIGKILL');
  await ended;
  // What was on its way is still done.
  await sleep(50);
  const left = state.policies.size + state.distributions.size - BEFORE;
  const [code] = (await once(start(place, ['sweep']), 'exit')) as [number | null];
  const after = snapshot(state);
  if (code !== 0 || after !== before)
    throw new Error(
      `kill ${n} after ${moment} requests, seed ${n}: sweep ended with ${code}; before ${before}, after ${after}`,
    );
  return left;
}

/** All policies and distributions with their ETags and configurations. */
const snapshot = ({ policies, distributions }: State): string =>
  JSON.stringify([[...policies.values()], [...distributions.values()]]);
