import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { gradeProgressLine } from '../output/grade-progress.ts';
import { gradeCommand } from './grade.ts';

const asked = (...words: string[]): Promise<unknown> =>
  gradeCommand()
    .exitOverride()
    .configureOutput({ writeErr: () => {} })
    .parseAsync(words, { from: 'user' });

describe('grade ends at once, and says what to do', () => {
  test.each([
    ['for a fault that there is not', ['--faults', 'etag-nevr-rotates'], /did you mean etag-never-rotates/],
    ['for a variant that there is not', ['--variants', 'zzz'], /serve --list-variants lists them/],
    ['for a folder that is a file', ['--output', '/dev/null/grade.html'], /a part of its path is a file/],
    ['where nothing is left to grade by', ['--faults', 'none', '--variants', 'none'], /is left to grade with/],
    ['for no seed', ['--seeds', '0'], /from 1 up/],
    ['for seeds that are no number', ['--seeds', 'abc'], /from 1 up/],
    ['for a group of one fault', ['--together', '1'], /from 2 up/],
    ['for larger groups than there are faults', ['--together', '8', '--faults', 'etag-never-rotates'], /at most 1$/],
    ['for pairs of more than two', ['--together', '8', '--sharing'], /--together 2/],
    ['for a base that there is not', ['--base', 'no-copi'], /did you mean no-copy/],
    ['for a variant on a base', ['--base', 'no-copy', '--variants', 'times-*'], /leave --variants out/],
    ['for groups on a base', ['--base', 'no-copy', '--together', '2'], /--base cannot be used with --together/],
    ['for threads that are no number', ['--workers', 'abc'], /from 1 up/],
  ])('%s', async (_, words, message) => {
    await expect(asked(...words)).rejects.toThrow(message);
  });

  test('without a file where the rest is wrong', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'grade-'));
    const file = join(folder, 'grade.html');
    await expect(asked('--faults', 'zzz', '--output', file)).rejects.toThrow('no fault matches zzz');
    expect(existsSync(file)).toBe(false);
    rmSync(folder, { recursive: true });
  });
});

property.prop([fc.nat(999), fc.nat(999), fc.nat(99), fc.integer({ min: 20, max: 120 })])(
  'a line of progress begins with how far it is, fits its width, and leaves out whole parts',
  (done, judged, seconds, width) => {
    const lineOf = (columns: number) =>
      gradeProgressLine({ done, total: 999, judged, found: judged, alarms: 0 }, seconds, columns);
    const line = lineOf(width);
    expect(`${lineOf(1_000)}, `.startsWith(`${line}, `)).toBe(true);
    expect(line.length).toBeLessThanOrEqual(width);
    expect(line.startsWith(`${done} of 999 runs`)).toBe(true);
  },
);
