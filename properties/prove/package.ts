import { strict as assert } from 'node:assert';
import { type ExecFileOptions, execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const MOST_PACKAGES = 120;
const MOST_SECONDS = 60;

const SUITE = `import { conformance } from 'cloudfront-conformance/vitest';
conformance({ reference: true, rules: ['SessionStickinessConfig.IdleTTL.*'] });
`;
const TYPED = `import { conformance, type ConformanceOptions } from 'cloudfront-conformance/vitest';
import { judge, run, type RunEvent } from 'cloudfront-conformance';
import { violations } from 'cloudfront-conformance/schema';
import { createReference } from 'cloudfront-conformance/reference';
import { double } from 'cloudfront-conformance/double';
const options: ConformanceOptions = { reference: true, rules: ['SessionStickinessConfig.IdleTTL.*'], known: [] };
conformance(options);
export const events: AsyncIterable<RunEvent> = run({ reference: true, rules: ['lifecycle.read.*'] });
export const verdict: 'supported' | 'broken' | 'open' = judge('CreateKeyGroup', {}).answer;
export { violations, createReference, double };
`;
const NODE_TEST = `import { conformance } from 'cloudfront-conformance/node-test';
conformance({ reference: true, rules: ['SessionStickinessConfig.IdleTTL.*'] });
`;
const TSCONFIG = {
  compilerOptions: { module: 'NodeNext', target: 'ES2023', strict: true, noEmit: true, types: ['node'] },
  include: ['suite.test.ts'],
};

interface Ended {
  code: number;
  out: string;
}

/** A command with its output; a code other than 0 is no error here. */
async function command(file: string, args: string[], options: ExecFileOptions): Promise<Ended> {
  try {
    const { stdout, stderr } = await promisify(execFile)(file, args, { maxBuffer: 1 << 26, ...options });
    return { code: 0, out: `${stdout}${stderr}` };
  } catch (error) {
    const { code, stdout = '', stderr = '' } = error as { code?: number; stdout?: string; stderr?: string };
    return { code: typeof code === 'number' ? code : -1, out: `${stdout}${stderr}` };
  }
}

async function succeed(file: string, args: string[], options: ExecFileOptions): Promise<string> {
  const { code, out } = await command(file, args, options);
  assert.equal(code, 0, `${file} ${args.join(' ')} ended with ${code}:\n${out}`);
  return out;
}

/** An empty project with the tarball in it, and other packages. */
async function project(tarball: string, ...others: string[]): Promise<{ folder: string; seconds: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'package-'));
  const began = Date.now();
  await succeed('npm', ['install', '--no-fund', '--no-audit', tarball, ...others], { cwd: folder });
  return { folder, seconds: (Date.now() - began) / 1000 };
}

const bin = (folder: string): string => join(folder, 'node_modules', '.bin', 'cloudfront-conformance');

function packagesIn(folder: string): string[] {
  const { packages } = JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { hasInstallScript?: boolean }>;
  };
  const scripts = Object.entries(packages).filter(([, { hasInstallScript }]) => hasInstallScript);
  assert.deepEqual(scripts, [], 'no package runs a script when it is installed');
  return Object.keys(packages).filter((place) => place !== '');
}

/** `npm run prove package`: what a user gets who installs the tarball in an empty folder, with and without what is optional. */
export async function prove(): Promise<void> {
  const packed = mkdtempSync(join(tmpdir(), 'packed-'));
  await succeed('npm', ['run', 'build'], { cwd: ROOT });
  await succeed('npm', ['pack', '--pack-destination', packed], { cwd: ROOT });
  const tarball = join(packed, readdirSync(packed)[0]!);
  await checkers(tarball);

  // One command, no question: from nothing to the first report.
  const folder = mkdtempSync(join(tmpdir(), 'package-'));
  const began = Date.now();
  const first = await succeed('npm', ['exec', '--yes', `--package=${tarball}`, '--', 'cloudfront-conformance', 'run'], {
    cwd: folder,
  });
  const seconds = (Date.now() - began) / 1000;
  assert.match(first, /^CONFORMS {2}the reference/m);
  const load = loadavg()[0]! / availableParallelism();
  process.stdout.write(
    `first report after ${seconds} s with one command, at a load of ${load.toFixed(1)} for each core\n`,
  );
  // Others that want the same cores say nothing of the package.
  assert.ok(seconds < MOST_SECONDS * Math.max(1, load), `more than ${MOST_SECONDS} s`);

  const plain = await project(tarball);
  const count = packagesIn(plain.folder).length;
  assert.ok(count < MOST_PACKAGES, `${count} packages are installed`);
  process.stdout.write(`${count} packages are installed in ${plain.seconds} s, none with an install script\n`);
  await audit(plain.folder);
  await withoutOptional(plain.folder);
  await vitestProjects(tarball);
  await withSdk(tarball);
}

/** Both may need a registry, and neither is needed in every test run. */
async function checkers(tarball: string): Promise<void> {
  await succeed('npx', ['--yes', 'publint@0.3.25', tarball, '--strict'], { cwd: dirname(tarball) });
  await succeed('npx', ['--yes', '@arethetypeswrong/cli@0.18.5', tarball, '--profile', 'esm-only'], {
    cwd: dirname(tarball),
  });
  process.stdout.write('publint and are-the-types-wrong find nothing\n');
}

async function audit(folder: string): Promise<void> {
  const { out } = await command('npm', ['audit', '--json', '--omit=dev'], { cwd: folder });
  const answer = JSON.parse(out.slice(out.indexOf('{'))) as {
    metadata?: { vulnerabilities: { total: number } };
    error?: { summary?: string };
  };
  const total = answer.metadata?.vulnerabilities.total;
  if (total === undefined) process.stdout.write('npm audit gives no answer here\n');
  else assert.equal(total, 0, `npm audit: ${total} vulnerabilities`);
  if (total === 0) process.stdout.write('npm audit finds no vulnerability\n');
}

/** All of the commands that need nothing optional, and one clear line from those that do. */
async function withoutOptional(folder: string): Promise<void> {
  const rule = 'SessionStickinessConfig.IdleTTL.atMost';
  assert.match(await succeed(bin(folder), ['rules'], { cwd: folder }), /rules from @aws-sdk/);
  assert.match(await succeed(bin(folder), ['explain', rule], { cwd: folder }), /npm install --save-dev @aws-sdk/);
  const sdk = await command(bin(folder), ['run', '--sdk'], { cwd: folder });
  assert.equal(sdk.code, 2, sdk.out);
  assert.match(sdk.out, /^judging through the SDK needs the package @aws-sdk\/client-cloudfront: npm install/m);
  const build = await command(bin(folder), ['contract', 'check'], { cwd: folder });
  assert.equal(build.code, 2, build.out);
  assert.match(build.out, /^the documentation is read from @aws-sdk.*npm install/m);
  const entries = ['', '/double', '/node-test', '/reference', '/schema'].map((path) => `cloudfront-conformance${path}`);
  const script = `for (const name of ${JSON.stringify(entries)}) await import(name);`;
  await succeed(process.execPath, ['--input-type=module', '--eval', script], { cwd: folder });
  writeFileSync(join(folder, 'suite.mjs'), NODE_TEST);
  assert.match(await succeed(process.execPath, ['--test', 'suite.mjs'], { cwd: folder }), /^# fail 0$/m);
  process.stdout.write('without anything optional: the bin, all exports and node:test work\n');
}

/** The Vitest integration, from TypeScript that is checked and from plain JavaScript. */
async function vitestProjects(tarball: string): Promise<void> {
  const { folder } = await project(tarball, 'vitest@4', 'typescript@6', '@types/node@20');
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ ...manifestOf(folder), type: 'module' }));
  writeFileSync(join(folder, 'suite.test.ts'), TYPED);
  writeFileSync(join(folder, 'plain.test.js'), SUITE);
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(TSCONFIG));
  await succeed('npx', ['tsc'], { cwd: folder });
  const out = await succeed('npx', ['vitest', 'run'], { cwd: folder, env: { ...process.env, NO_COLOR: '1' } });
  assert.match(out, /Test Files {2}2 passed/);
  await vitestOptions(folder);
  process.stdout.write('Vitest: TypeScript and plain JavaScript, -t, --shard, --reporter and watch mode work\n');
}

function manifestOf(folder: string): object {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as object;
}

async function vitestOptions(folder: string): Promise<void> {
  const vitest = (...args: string[]): Promise<Ended> =>
    command('npx', ['vitest', ...args], { cwd: folder, env: { ...process.env, NO_COLOR: '1' } });
  const one = await vitest('run', '-t', 'IdleTTL.atMost', '--reporter=json');
  const { numPassedTests } = JSON.parse(one.out.slice(one.out.indexOf('{'))) as { numPassedTests: number };
  assert.equal(numPassedTests, 2, one.out);
  const shards = await Promise.all(['1/2', '2/2'].map((shard) => vitest('run', `--shard=${shard}`)));
  for (const { code, out } of shards) assert.match(out, /Test Files {2}1 passed/, `${code} ${out}`);
  mkdirSync(join(folder, 'broken'));
  writeFileSync(join(folder, 'broken', 'broken.test.js'), BROKEN);
  const { code, out } = await vitest('run', 'broken');
  assert.equal(code, 1, out);
  assert.match(
    out,
    /BrokenRule: .*IdleTTL\.atMost[\s\S]*expected a refusal[\s\S]*1\. CreateContinuousDeploymentPolicy → 201/,
  );
  assert.match(out, /1 failed .* 1 expected fail/);
  await watch(folder);
}

/** A fault in two targets of one file, one of which is known to have it. */
const BROKEN = `import { createReference, FAULTS } from 'cloudfront-conformance/reference';
import { handlerTarget, loadContract } from 'cloudfront-conformance';
import { conformance } from 'cloudfront-conformance/vitest';
const contract = loadContract();
const target = () => handlerTarget(contract, createReference({ contract, modifications: FAULTS.filter(({ name }) => name === 'order-check-off') }).handle);
const rules = ['SessionStickinessConfig.IdleTTL.{atMost,type}'];
conformance({ name: 'first', target, rules });
conformance({ name: 'second', target, rules, known: [{ rule: '*.atMost', reason: 'later' }] });
`;

/** A change of the file runs its tests again. */
async function watch(folder: string): Promise<void> {
  const running = execFile('npx', ['vitest', '--watch', 'plain'], {
    cwd: folder,
    env: { ...process.env, NO_COLOR: '1' },
  });
  let out = '';
  for (const stream of [running.stdout, running.stderr]) stream?.on('data', (chunk) => (out += String(chunk)));
  const seen = async (count: number): Promise<void> => {
    for (let waited = 0; (out.match(/Test Files {2}1 passed/g) ?? []).length < count; waited++) {
      assert.ok(waited < 600, `watch mode: ${out}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  };
  try {
    await seen(1);
    writeFileSync(join(folder, 'plain.test.js'), `${SUITE}// changed\n`);
    await seen(2);
  } finally {
    running.stdin?.write('q');
    running.stdin?.end();
    running.kill();
  }
}

async function withSdk(tarball: string): Promise<void> {
  const { folder } = await project(tarball, '@aws-sdk/client-cloudfront@3', 'typescript@6');
  const out = await succeed(bin(folder), ['run', '--sdk', '--rules', 'SessionStickinessConfig.*'], { cwd: folder });
  assert.match(out, /^CONFORMS {2}the reference through the SDK/m);
  assert.match(
    await succeed(bin(folder), ['explain', 'KeyGroupConfig.Comment.maxLength'], { cwd: folder }),
    /says {8}KeyGroupConfig\.Comment: /,
  );
  process.stdout.write('with the SDK: --sdk and explain work\n');
}
