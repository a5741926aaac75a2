import { strict as assert } from 'node:assert';
import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type Block, blocksOf } from '../support/document.ts';
import { freePort } from '../support/free-port.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** The pages whose commands are run, each in an empty folder, as a stranger would. */
const PAGES = ['emulator', 'wrapper', 'real-service', 'embedding', 'verdicts', 'extending'];
const INSTALL: Block = { language: 'sh', note: 'install', text: 'npm init -y\nnpm install cloudfront-conformance\n' };

/** `npm run prove documents`: what the pages say comes of their commands and files, with the packed package installed. */
export async function prove(): Promise<void> {
  const packed = mkdtempSync(join(tmpdir(), 'packed-'));
  await promisify(execFile)('npm', ['run', 'build'], { cwd: ROOT });
  await promisify(execFile)('npm', ['pack', '--pack-destination', packed], { cwd: ROOT });
  const tarball = join(packed, readdirSync(packed)[0]!);
  for (const page of PAGES) {
    const began = Date.now();
    await provePage(page, tarball);
    process.stdout.write(`docs/${page}.md works as written (${Math.round((Date.now() - began) / 1000)} s)\n`);
  }
}

async function provePage(page: string, tarball: string): Promise<void> {
  const written = blocksOf(readFileSync(join(ROOT, 'docs', `${page}.md`), 'utf8'));
  const blocks = written.some(({ note }) => note === 'install') ? written : [INSTALL, ...written];
  const { codes, out } = await runAll(blocks, tarball);
  const wanted = blocks.filter(isRun).map(({ note }) => Number(/^exit (\d+)$/.exec(note)?.[1] ?? 0));
  assert.deepEqual(codes, wanted, out);
  const printed = blocks.filter(({ language }) => language === '').flatMap(({ text }) => text.trim().split('\n'));
  for (const part of printed.flatMap((line) => line.split('…')))
    assert.ok(out.includes(part.trim()), `docs/${page}.md: nothing prints ${part}\n${out}`);
}

const isRun = ({ language, note }: Block): boolean => language === 'sh' && note !== 'real';

/** Runs the commands of a page in one shell, each block by itself. Gives their exit codes and all that they print. */
async function runAll(blocks: readonly Block[], tarball: string): Promise<{ codes: number[]; out: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'document-'));
  const port = String(await freePort());
  const own = (text: string): string =>
    text.replaceAll('4566', port).replaceAll(/(npm install .*)\bcloudfront-conformance\b/g, `$1${tarball}`);
  const script = blocks.flatMap((block, index): string[] => {
    const { note, text } = block;
    if (isRun(block)) return [`( set -e\n${own(text)}\n)\necho "code:$?"`];
    if (!note.startsWith('file ')) return [];
    const kept = join(folder, `.block-${index}`);
    writeFileSync(kept, own(text));
    return [`cp '${kept}' ${note.slice('file '.length)}`];
  });
  const env: NodeJS.ProcessEnv = { ...process.env, NO_COLOR: '1' };
  for (const name of ['CI', 'GITHUB_ACTIONS', 'NODE_TEST_CONTEXT', 'VITEST']) delete env[name];
  for (const name of Object.keys(env)) if (/^npm_(package|lifecycle|execpath)/.test(name)) delete env[name];
  const child = spawn('bash', ['-c', script.join('\n')], { cwd: folder, env });
  let out = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      out += String(chunk);
    });
  await new Promise((resolve) => child.once('close', resolve));
  const codes = [...out.matchAll(/^code:(\d+)$/gm)].map(([, code]) => Number(code));
  return { codes, out: out.replaceAll(port, '4566') };
}
