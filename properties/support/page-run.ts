import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MAIN } from './cli.ts';
import { type Block, blocksOf } from './document.ts';
import { freePort } from './free-port.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** What a page promises that its commands do not do, one line each. */
export type Broken = string[];

/** The pages whose commands are run, with a program that they need besides Node. `README` stands beside `docs`. */
export const RUN_PAGES: { page: string; needs?: string }[] = [
  { page: 'README' },
  { page: 'adding-a-resource' },
  { page: 'any-language', needs: 'aws' },
  { page: 'emulator' },
  { page: 'embedding' },
  { page: 'extending' },
  { page: 'fuzzing' },
  { page: 'real-service' },
  { page: 'recordings' },
  { page: 'test-runners' },
  { page: 'traffic' },
  { page: 'validating' },
  { page: 'verdicts' },
  { page: 'wrapper' },
];

/** The pages without commands that can be run here, each with its reason. */
export const READ_PAGES: Record<string, string> = {
  adding: 'it shows excerpts of the source, which a test compares',
  ci: 'its steps run in GitHub Actions; a test runs the action',
  figures: 'npm run figures writes its table',
  findings: 'a script writes it from the source, and a test compares',
  glossary: 'it has no commands',
  security: 'it has no commands',
  shards: 'its steps run in GitHub Actions and Kubernetes',
  terraform: 'npm run prove clients runs it with Terraform',
  troubleshooting: 'it has no commands',
  wrappers: 'its excerpts are compared with properties/examples, which run as tests',
};

export const fileOf = (page: string): string => join(ROOT, page === 'README' ? 'README.md' : `docs/${page}.md`);

/**
 * Runs the commands of a page as a stranger would, in an empty folder, and compares exit codes and output with the page.
 * @param tarball the packed package to install; without it the built checkout is linked, and nothing is installed
 */
export async function runPage(page: string, tarball?: string): Promise<Broken> {
  const written = blocksOf(readFileSync(fileOf(page), 'utf8'));
  const hasInstall = written.some(({ note }) => note === 'install');
  const install: Block = { language: 'sh', note: 'install', text: 'npm init -y\nnpm install cloudfront-conformance\n' };
  const blocks = hasInstall ? written : [install, ...written];
  const folder = mkdtempSync(join(tmpdir(), 'page-'));
  try {
    if (tarball === undefined) link(folder);
    const { codes, out } = await runAll(
      folder,
      tarball === undefined ? blocks.filter(needsNoInstall) : blocks,
      tarball,
    );
    return compare(blocks, tarball === undefined ? [0, ...codes] : codes, out);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const isRun = ({ language, note }: Block): boolean =>
  language === 'sh' && note !== 'elsewhere' && !note.startsWith('file ');
const needsNoInstall = ({ note }: Block): boolean => note !== 'install';

/** Exit codes, then every printed line, of which `…` stands for any text. */
function compare(blocks: readonly Block[], codes: readonly number[], out: string): Broken {
  const wanted = blocks.filter(isRun).map(({ note }) => Number(/^exit (\d+)$/.exec(note)?.[1] ?? 0));
  const broken =
    codes.join() === wanted.join()
      ? []
      : [`the commands must exit with ${wanted.join()}, but exit with ${codes.join()}`];
  const lines = out.split('\n').map(plain);
  const promised = blocks.filter(({ language }) => language === '').flatMap(({ text }) => text.trimEnd().split('\n'));
  for (const line of promised.map(plain)) {
    const pattern = new RegExp(line.split('…').map(escaped).join('.*'));
    if (line !== '' && !lines.some((one) => pattern.test(one))) broken.push(`nothing prints: ${line}`);
  }
  return broken.length === 0 ? [] : [...broken, `they print:\n${out}`];
}

const plain = (line: string): string => line.trim().replaceAll(/\s+/g, ' ');
const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Makes the checkout the package that is installed in a folder, with the test runner beside it. */
function link(folder: string): void {
  const modules = join(folder, 'node_modules');
  mkdirSync(join(modules, '.bin'), { recursive: true });
  symlinkSync(ROOT, join(modules, 'cloudfront-conformance'));
  for (const name of ['vitest', '@aws-sdk']) symlinkSync(join(ROOT, 'node_modules', name), join(modules, name));
  const bins = { 'cloudfront-conformance': MAIN, vitest: join(ROOT, 'node_modules/vitest/vitest.mjs') };
  for (const [name, file] of Object.entries(bins))
    writeFileSync(join(modules, '.bin', name), `#!/bin/sh\nexec '${process.execPath}' '${file}' "$@"\n`, {
      mode: 0o755,
    });
  // npx takes half a second to find what is in .bin.
  writeFileSync(join(modules, '.bin', 'npx'), '#!/bin/sh\nexec "$@"\n', { mode: 0o755 });
  writeFileSync(join(folder, 'package.json'), '{ "name": "page", "private": true }\n');
}

/** Runs the commands of a page in one shell, each block by itself. Gives their exit codes and all that they print. */
async function runAll(
  folder: string,
  blocks: readonly Block[],
  tarball: string | undefined,
): Promise<{ codes: number[]; out: string }> {
  const ports = await portsFor(blocks);
  const own = (text: string): string => {
    // Long searches are cut short.
    const moved = [...ports]
      .reduce((all, [port, free]) => all.replaceAll(port, free), text)
      .replaceAll(/--for \d+m/g, '--for 2s');
    return tarball === undefined
      ? moved
      : moved.replaceAll(/(npm install .*?)\S*\bcloudfront-conformance\b\S*/g, `$1${tarball}`);
  };
  const script = blocks.flatMap((block, index): string[] => {
    const { note, text } = block;
    if (isRun(block)) return [`( set -e\ntrap '${STOP}' EXIT\n${own(text)}\n)\necho "code:$?"`];
    if (!note.startsWith('file ')) return [];
    const kept = join(folder, `.block-${index}`);
    writeFileSync(kept, own(text));
    return [`cp '${kept}' ${note.slice('file '.length)}`];
  });
  const out = await bash(folder, script.join('\n'));
  const codes = [...out.matchAll(/^code:(\d+)$/gm)].map(([, code]) => Number(code));
  return { codes, out: [...ports].reduce((all, [port, free]) => all.replaceAll(free, port), out) };
}

/** A free port for each that the page names. */
async function portsFor(blocks: readonly Block[]): Promise<Map<string, string>> {
  const named = blocks.flatMap(({ text }) => [...text.matchAll(/(?:127\.0\.0\.1:|--port |--edge )(\d{4,5})/g)]);
  const ports = new Map<string, string>();
  for (const [, port] of named) if (!ports.has(port!)) ports.set(port!, String(await freePort()));
  return ports;
}

/** Stops what a block of commands started in the background, and keeps the exit code. */
const STOP = 'code=$?; kill $(jobs -p) 2>/dev/null || true; exit $code';

/** Milliseconds that a page may take. */
const LONGEST_MS = 180_000;

/** What a script prints on both streams. */
async function bash(folder: string, script: string): Promise<string> {
  const bin = join(folder, 'node_modules', '.bin');
  const path = existsSync(bin) ? `${bin}:${process.env.PATH}` : process.env.PATH;
  const env: NodeJS.ProcessEnv = { ...process.env, PATH: path, NO_COLOR: '1' };
  for (const name of ['CI', 'GITHUB_ACTIONS', 'NODE_TEST_CONTEXT', 'VITEST']) delete env[name];
  for (const name of Object.keys(env)) if (/^npm_(package|lifecycle|execpath)/.test(name)) delete env[name];
  const child = spawn('bash', ['-c', script], { cwd: folder, env, timeout: LONGEST_MS });
  let out = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      out += String(chunk);
    });
  await new Promise((resolve) => child.once('close', resolve));
  return out;
}
