import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { MAIN } from './support/cli.ts';
import { freePort } from './support/free-port.ts';

const folder = mkdtempSync(join(tmpdir(), 'watch-command-'));
afterAll(() => rmSync(folder, { recursive: true }));

const exported = (name: string): string => new URL(`../dist/exports/${name}.js`, import.meta.url).href;
const FAULTS = new URL('../dist/reference/faults/index.js', import.meta.url).href;

/** A server with some faults, which counts the requests of each kind that it gets. */
const server = (port: number, faults: string[]): string => `
import { createReference, serve } from '${exported('reference')}';
import { loadContract } from '${exported('schema')}';
import { FAULTS } from '${FAULTS}';
const modifications = FAULTS.filter(({ name }) => ${JSON.stringify(faults)}.includes(name));
await serve(createReference({ contract: loadContract(), modifications }), { port: ${port} });
`;

const DONE = 'press Enter to run again';

test('run --watch tries open deviations first, on a change and on a line, and ends with the last verdict', async () => {
  const port = await freePort();
  const file = join(folder, 'server.mjs');
  const write = (...faults: string[]): void => writeFileSync(file, server(port, faults));
  write('location-missing', 'weight-lost');
  const words = ['--endpoint', `http://127.0.0.1:${port}`, '--start', `node ${file}`, '--runs', '1', '--seed', '1'];
  const rules = ['--rules', 'answer.location', 'lifecycle.create.*', 'Contin*Weight*'];
  const child = spawn(process.execPath, [MAIN, 'run', '--watch', ...words, ...rules], { cwd: folder });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (text += String(chunk)));
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const rounds = (count: number) =>
    vi.waitFor(() => expect(text.split(DONE)).toHaveLength(count + 1), { timeout: 50_000, interval: 50 });
  try {
    await rounds(1);
    expect(text).toContain('DOES NOT CONFORM');
    text = '';
    // What the last run wrote as it ended is over.
    await new Promise((resolve) => setTimeout(resolve, 400));
    write('location-missing');
    await rounds(1);
    expect(text).toMatch(/running again: .*server\.mjs has changed/);
    expect(text).toMatch(/fixed +Weight is lost/);
    expect(text).toMatch(/open +Location is missing/);
    expect(text).toContain('1 fixed, 1 left, 0 new');
    expect(text.search(/open +Location/)).toBeLessThan(text.indexOf('1 fixed'));
    text = '';
    child.stdin.write('\n');
    await rounds(1);
    expect(text).toMatch(/running again: Enter/);
    expect(text).toContain('0 fixed, 1 left, 0 new');
    text = '';
    child.stdin.end();
    expect(await ended).toBe(1);
  } finally {
    child.kill();
  }
});
