import { strict as assert } from 'node:assert';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from '../../src/exports/reference.ts';
import { childEnvironment } from '../../src/session/child.ts';
import type { Client, Prepared } from '../clients/client.ts';
import { CLIENTS } from '../clients/clients.ts';
import { deployed } from '../clients/deployed.ts';
import { checkedRecording, recorderPrograms } from '../clients/har.ts';
import { ran, succeeds } from '../clients/program.ts';
import { keepRecording } from '../clients/recording.ts';
import {
  apply,
  forget,
  LIFE,
  MISTAKES,
  REFUSED,
  REFUSALS as REFUSED_MODULE,
  terraformWorkspace,
  type Workspace,
} from '../clients/terraform.ts';
import { MAIN } from '../support/cli.ts';

/** Codes of the ten refusals, in the order in which each client asks for them. */
const REFUSALS = [
  'NoSuchContinuousDeploymentPolicy',
  'InvalidArgument',
  'InconsistentQuantities',
  'StagingDistributionInUse',
  'PreconditionFailed',
  'InvalidIfMatchVersion',
  'ContinuousDeploymentPolicyInUse',
  'NoSuchDistribution',
  'DistributionNotDisabled',
  'NoSuchResource',
];

/**
 * `npm run prove clients -- [NAME...] [--record]`: real clients complete the workflow on the double without a violation, get
 * a typed error for each of ten refusals, and each one's deliberate mistake is named with its place. `--record` writes the
 * requests of Terraform down; the name `har` stands for archives that mitmproxy records, the name `mistakes` stands for Terraform's modules with mistakes alone. Clients whose programs are absent are skipped.
 */
export async function prove(): Promise<void> {
  await succeeds('npm', ['run', '--silent', 'build']);
  const words = process.argv.slice(3);
  const wanted = words.filter((word) => !word.startsWith('--')).map((word) => word.toLowerCase());
  const isWanted = (name: string): boolean =>
    wanted.length === 0 || wanted.some((word) => name.toLowerCase().includes(word));
  for (const client of CLIENTS) if (isWanted(client.name)) await proveClient(client);
  if (isWanted('har')) await proveArchives();
  if (isWanted('terraform')) await proveTerraform({ record: words.includes('--record'), life: true });
  else if (isWanted('mistakes')) await proveTerraform({ record: false, life: false });
}

const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

/** Runs a command against the double; gives the verdict's text. */
const judged = (words: readonly string[], env: NodeJS.ProcessEnv = process.env, cwd = tmpdir(), ...options: string[]) =>
  ran(process.execPath, [MAIN, 'serve', '--judge', ...options, '--', ...words], { env, cwd });

async function proveClient(client: Client): Promise<void> {
  let prepared: Prepared;
  try {
    prepared = await client.prepare(mkdtempSync(join(tmpdir(), 'client-')));
  } catch (error) {
    say(`${client.name}: skipped, ${(error as Error).message.split('\n')[0]}`);
    return;
  }
  const { right, wrong, named, refusals } = prepared;
  const good = await judged(right);
  assert.equal(good.code, 0, good.out);
  const requests = /^(\d+) requests, 0 violations$/m.exec(good.out)?.[1];
  assert.ok(requests, good.out);
  const bad = await judged(wrong);
  assert.equal(bad.code, 1, bad.out);
  assert.match(bad.out, named);
  const typed = await refused(refusals);
  say(
    `${client.name}: the workflow in ${requests} requests and ${good.seconds.toFixed(1)} s, 0 violations; ` +
      `${typed} of ${REFUSALS.length} refusals are typed errors; its mistake is named: ${named.exec(bad.out)![0]}`,
  );
}

/** Archives that another tool records are judged: one of the right workflow, one with the mistake of the example. */
async function proveArchives(): Promise<void> {
  let programs: Awaited<ReturnType<typeof recorderPrograms>>;
  try {
    programs = await recorderPrograms();
  } catch (error) {
    say(`HAR: skipped, ${(error as Error).message.split('\n')[0]}`);
    return;
  }
  const right = await checkedRecording(programs, '0.05');
  assert.equal(right.code, 0, right.out);
  const requests = /^(\d+) requests, 0 violations$/m.exec(right.out)?.[1];
  assert.ok(requests, right.out);
  const wrong = await checkedRecording(programs, '0.2');
  assert.equal(wrong.code, 1, wrong.out);
  const named = /^request 4 CreateContinuousDeploymentPolicy\b.*\bWeight\b.*0\.2$/m.exec(wrong.out)?.[0];
  assert.ok(named, wrong.out);
  say(`HAR: mitmproxy recorded boto3, ${requests} requests, 0 violations; its mistake is named: ${named}`);
}

/** Has a client ask for the ten refusals; gives the number of errors that it told apart. */
async function refused([file = '', ...args]: readonly string[]): Promise<number> {
  const { reference, variables } = await deployed();
  const served = await serve(reference);
  try {
    const out = await succeeds(file, args, { env: { ...childEnvironment(served.url), ...variables } });
    const told = out.split('\n').filter((line) => /^[*\w.]+$/.test(line));
    REFUSALS.forEach((code, index) => {
      assert.ok(told[index]?.includes(code), `${index + 1}: ${code}, but ${told[index]}\n${out}`);
    });
    return told.length;
  } finally {
    await served.close();
  }
}

async function proveTerraform({ record, life }: { record: boolean; life: boolean }): Promise<void> {
  const workspace = await terraformWorkspace();
  if ('absent' in workspace) {
    say(`Terraform: skipped, ${workspace.absent}`);
    return;
  }
  if (life) {
    await proveLife(workspace, record);
    await proveRefusals();
  }
  for (const mistake of MISTAKES) await proveMistake(mistake, workspace);
}

async function proveLife({ folder, env }: Workspace, record: boolean): Promise<void> {
  const archive = join(folder, 'life.har');
  const life = await judged(['bash', '-ec', LIFE], env, folder, '--leave-nothing', '--report', `har=${archive}`);
  assert.equal(life.code, 0, life.out.slice(-6000));
  const plans = life.out.match(/^No changes\./gm)?.length ?? 0;
  assert.equal(plans, LIFE.match(/-detailed-exitcode/g)!.length, life.out);
  const requests = /^(\d+) requests, 0 violations$/m.exec(life.out)?.[1];
  assert.ok(requests, life.out);
  if (record) keepRecording(archive);
  say(
    `Terraform: apply, plan, import, changes, promotion and destroy in ${requests} requests and ${life.seconds.toFixed(0)} s, ` +
      `0 violations; ${plans} plans without a difference`,
  );
}

/** What Terraform says of each refusal holds the service's code. */
async function proveRefusals(): Promise<void> {
  const workspace = await terraformWorkspace(REFUSED_MODULE);
  if ('absent' in workspace) return;
  const { folder, env } = workspace;
  const { reference, variables } = await deployed();
  const served = await serve(reference);
  try {
    const own = { TF_CLI_CONFIG_FILE: env.TF_CLI_CONFIG_FILE, ...childEnvironment(served.url), ...variables };
    const { out } = await ran('bash', [join(folder, 'refusals.sh')], { cwd: folder, env: { ...env, ...own } });
    const told = REFUSED.filter((code) => new RegExp(`RequestID: \\S+,\\s+${code}:`).test(out));
    assert.deepEqual(told, REFUSED, out.slice(-6000));
    say(`Terraform: ${told.length} refusals, each with its code in what Terraform says`);
  } finally {
    await served.close();
  }
}

async function proveMistake(
  { name, steps, named }: (typeof MISTAKES)[number],
  { folder, env }: Workspace,
): Promise<void> {
  const script = [forget, ...steps.map((variables) => apply(...variables))].join('\n');
  const { code, out } = await judged(['bash', '-ec', script], env, folder);
  assert.equal(code, 1, `${name}\n${out.slice(-4000)}`);
  const violations = /^(\d+) requests?, (\d+) violations?$/m.exec(out);
  assert.equal(violations?.[2], '1', `${name}\n${out.slice(-4000)}`);
  assert.match(out, named);
  say(`Terraform with ${name}: ${named.exec(out)![0]}`);
}
