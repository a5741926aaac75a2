import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { loadContract } from '../../src/contracts/load.ts';
import { readOpenRuns } from '../../src/provision/journal-file.ts';
import { createReference, type Reference } from '../../src/reference/reference.ts';
import { serve } from '../../src/reference/serve.ts';
import type { ReferenceState } from '../../src/reference/state.ts';
import { handlerTarget } from '../../src/targets/handler.ts';

const KILLS = 200;
const BEFORE = 5;

const COMMAND = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
const contract = loadContract();

/**
 * Kills a run at two hundred random moments and sweeps after each: at once, after a sweep that was killed itself, or after the
 * emulator was restarted and gave the ids of the run to others, whose names are much like its own. Throws where anything of the run
 * is left, or where one of the others' resources is not what it was. `--kills N` says how often. Needs the built command line.
 */
export async function prove(): Promise<void> {
  if (!existsSync(COMMAND)) throw new Error('build the command line first: npm run build');
  const at = process.argv.indexOf('--kills');
  const kills = at < 0 ? KILLS : Number(process.argv[at + 1]);
  const whole = await requestsOfAWholeRun();
  let begun = 0;
  let leftovers = 0;
  let strangers = 0;
  const worker = async (): Promise<void> => {
    const place = await openPlace();
    while (begun < kills) {
      const n = ++begun;
      const made = await killAndSweep(place, n, Math.floor(Math.random() * whole));
      leftovers += made.left;
      strangers += made.strangers;
    }
    await place.close();
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  process.stdout.write(
    `${kills} kills in runs of ${whole} requests, ${leftovers} resources left behind by them; after sweep 0 of them are left, and all that others have is unchanged, ${strangers} with ids of the runs among it\n`,
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
  const place: Pick<Place, 'reference'> = { reference };
  const served = await serve({ handle: (request) => place.reference.handle(request) });
  const folder = mkdtempSync(join(tmpdir(), 'sweep-'));
  return Object.assign(place, {
    url: served.url,
    folder,
    async close() {
      await served.close();
      rmSync(folder, { recursive: true });
    },
  });
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

/** Gives how many resources the kill left behind, and how many of others then had ids of the run. */
async function killAndSweep(place: Place, n: number, moment: number): Promise<{ left: number; strangers: number }> {
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
  const restarted = n % 3 === 0 ? await restart(place) : undefined;
  if (n % 3 === 1) await killedSweep(place);
  const [code] = (await once(start(place, ['sweep']), 'exit')) as [number | null];
  const after = snapshot(place.reference.state);
  const expected = restarted?.expected ?? before;
  if (code !== 0 || after !== expected)
    throw new Error(
      `kill ${n} after ${moment} requests, seed ${n}: sweep ended with ${code}; expected ${expected}, left ${after}`,
    );
  if (restarted) place.reference = restarted.before;
  if (restarted) for (const id of [...state.policies.keys()].slice(BEFORE)) state.policies.delete(id);
  if (restarted) state.distributions.clear();
  return { left, strangers: restarted?.strangers ?? 0 };
}

/** A sweep that is killed at a random moment too. */
async function killedSweep(place: Place): Promise<void> {
  const sweeping = start(place, ['sweep']);
  const ended = once(sweeping, 'exit');
  await sleep(Math.random() * 1_500);
  sweeping.kill('SIGKILL');
  await ended;
}

/** The emulator forgets everything, and gives the ids that the journal names to others, with names much like those of the run. */
async function restart(place: Place): Promise<{ before: Reference; expected: string; strangers: number }> {
  const before = place.reference;
  const reference = createReference({ contract });
  const { call } = handlerTarget(contract, reference.handle);
  const [run] = readOpenRuns(join(place.folder, '.cloudfront-conformance', 'journal.ndjson'));
  const ids = (run?.creates ?? []).flatMap(({ resource, id }) =>
    resource === 'ContinuousDeploymentPolicy' && id !== undefined ? [id] : [],
  );
  const names = [...(run?.marks.get('ContinuousDeploymentPolicy') ?? [])];
  for (const [index, id] of ids.entries()) {
    const name = `${(names[index % Math.max(1, names.length)] ?? 'dsome.cloudfront.net').replace(/^d/, 'e')}`;
    const Items = [`${index}${name}`];
    await call({
      operation: 'CreateContinuousDeploymentPolicy',
      input: {
        ContinuousDeploymentPolicyConfig: { StagingDistributionDnsNames: { Quantity: 1, Items }, Enabled: true },
      },
    });
    const [own, policy] = [...reference.state.policies].at(-1)!;
    reference.state.policies.delete(own);
    reference.state.policies.set(id, { ...policy, id });
  }
  place.reference = reference;
  return { before, expected: snapshot(reference.state), strangers: ids.length };
}

/** All policies and distributions with their ETags and configurations. */
const snapshot = ({ policies, distributions }: ReferenceState): string =>
  JSON.stringify([[...policies.values()], [...distributions.values()]]);
