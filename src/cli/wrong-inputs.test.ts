import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cli, type Ended } from '../../properties/support/cli.ts';
import { inProcess } from '../../properties/support/in-process.ts';
import { writeWrongFiles } from './testing/wrong-files.ts';
import { ENDPOINTS, FILES, MISPLACED, MISTYPED, SWEEPS, VALUES } from './testing/wrong-inputs.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'wrong-'));
  writeWrongFiles(folder);
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Longest line that is still read. */
const LONGEST = 250;

/** Exit code 2, and one line in all that says this and shows no code of ours. */
function expectOneLine({ code, out, err }: Ended, says: string): void {
  const said = `${out}${err}`;
  expect({ code, said }).toEqual({ code: 2, said: expect.stringContaining(says) });
  expect(said.trimEnd().split('\n')).toHaveLength(1);
  expect(said.length).toBeLessThan(LONGEST);
  expect(said).not.toMatch(/unexpected error|\bat \S+\.[jt]s:|undefined|\[object|NaN(?!')/);
}

describe.each([
  ['a mistyped name', MISTYPED],
  ['a missing, needless or contradicting word', MISPLACED],
  ['a value out of range or of another kind', VALUES],
  ['an endpoint that cannot be judged', ENDPOINTS],
  ['a file that is missing, damaged or of another kind', FILES],
])('%s ends with 2 and one line', (_, table) => {
  test.each(table)('%s', async (words, says) => {
    expectOneLine(await inProcess(words.split(' '), { cwd: folder }), says);
  });
});

test.each(SWEEPS)('sweep in %s ends with 2 and one line', async (name, says) => {
  expectOneLine(await inProcess(['sweep'], { cwd: join(folder, name) }), says);
});

test('one name of a mistyped one is suggested, not several', () => {
  for (const [, says] of MISTYPED) expect(says).not.toMatch(/did you mean .* or /);
});

test('it is the same in a process of its own', async () => {
  expectOneLine(await cli(['run', '--known', 'known-typo.yaml'], { cwd: folder }), 'did you mean reason?');
});
