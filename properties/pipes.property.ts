import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import type { RunEvent } from '../src/core/event.ts';
import { createReference } from '../src/reference/reference.ts';
import { serve } from '../src/reference/serve.ts';
import { MAIN } from './support/cli.ts';
import { contract, faultNamed } from './support/judging.ts';

const folder = mkdtempSync(join(tmpdir(), 'pipes-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The command line in a process of its own, whose standard output nobody reads yet. */
function started(...words: string[]) {
  const child = spawn(process.execPath, [MAIN, ...words], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  let err = '';
  child.stderr.on('data', (chunk) => {
    err += chunk;
  });
  return { out: child.stdout, ended: once(child, 'close').then(([code]) => ({ code, err })) };
}

test('a record on standard output waits for a slow reader and arrives whole', { timeout: 60_000 }, async () => {
  const { out, ended } = started('run', '--phase', 'nearest,sequences', '--report', 'ndjson=-');
  let text = '';
  out.setEncoding('utf8');
  // A pipe holds 64 KiB, and the record is longer.
  await sleep(3_000);
  for await (const chunk of out) {
    text += chunk;
    await sleep(5);
  }
  expect(await ended).toMatchObject({ code: 0, err: expect.not.stringContaining('EAGAIN') });
  const events = text
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as RunEvent);
  expect([events[0]?.type, events.at(-1)?.type]).toEqual(['start', 'end']);
  expect(text.length).toBeGreaterThan(64 * 1024);
});

test('a reader that goes away costs neither the verdict nor the cleaning up', { timeout: 60_000 }, async () => {
  const reference = createReference({ contract, modifications: [faultNamed('order-check-off')] });
  const { url, close } = await serve(reference);
  const rules = ['--rules', 'SessionStickinessConfig.*'];
  const { out, ended } = started('run', '--endpoint', url, ...rules, '--report', 'ndjson=-');
  out.once('data', () => out.destroy());
  const { code, err } = await ended;
  await close();
  expect({ code, err }).toEqual({ code: 1, err: expect.not.stringMatching(/EPIPE|^\s+at /m) });
  expect([reference.state.policies.size, reference.state.distributions.size]).toEqual([0, 0]);
});
