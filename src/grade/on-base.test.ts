import { describe, expect, test } from 'vitest';
import type { Base } from '../reference/bases.ts';
import type { Fault } from '../reference/faults/fault.ts';
import type { GradeTask } from './implementation.ts';
import { type BaseGrade, baseFailures, baseText, gradeOnBase } from './on-base.ts';
import type { Suite } from './suite.ts';
import { sighting } from './testing/sample-grade.ts';
import type { Trial } from './trial.ts';

const suite = {
  rules: { answer: [], active: ['soil.wet', 'soil.dry', 'leaf.green', 'leaf.copy'].map((id) => ({ id })) },
} as unknown as Suite;
const base: Base = { name: 'no-copy', about: 'Nothing is copied.', modification: {}, rests: /copy/ };
const fault = (name: string, breaks: string): Fault => ({ name, kind: 'written', breaks, about: '' });
const options = { seed: 1, runs: 1, settle: 0, lanes: 1 };
const trial = (part: Partial<Trial>): Trial => ({ sightings: [], skipped: [], requests: 1, ms: 1, ...part });

describe('a grade on a base', () => {
  const asked: GradeTask[] = [];
  const perform = async (task: GradeTask): Promise<Trial> => {
    asked.push(task);
    const { subject } = task;
    if (typeof subject === 'object' && 'base' in subject)
      return trial({
        sightings: [sighting('soil.dry', 1)],
        skipped: [
          { rule: 'leaf.copy', reason: 'there is no copy' },
          { rule: 'leaf.green', reason: 'it is dark' },
        ],
      });
    const { fault: name } = subject as { fault: string };
    return trial({ sightings: name === 'moss' ? [sighting('soil.wet', 3)] : [sighting('soil.dry', 2)] });
  };
  const faults = [fault('moss', 'soil.*'), fault('rot', 'soil.*'), fault('mould', 'soil.dry'), fault('twin', '*.copy')];

  test('counts what only rules find that do not need the base and hold on it alone', async () => {
    const grade = await gradeOnBase(suite, base, { faults, options, perform });
    expect(grade).toMatchObject({ visible: 2, missed: ['rot'], hidden: ['mould', 'twin'], concerned: 3 });
    expect(grade.silent).toEqual([{ rule: 'leaf.green', reason: 'it is dark' }]);
    expect(asked.map(({ options: { until } }) => until)).toEqual([undefined, 'soil.wet', 'soil.wet']);
    expect(baseFailures(grade)).toEqual(['no-copy: too many faults are missed', 'no-copy: too many rules are silent']);
    expect(baseText(grade)).toEqual(expect.arrayContaining(['MISSED rot', 'SILENT leaf.green: it is dark']));
  });

  test('holds where 95 % are found and 3 % are silent', () => {
    const silent = Array.from({ length: 3 }, () => ({ rule: 'leaf.green', reason: '' }));
    const missed = Array.from({ length: 5 }, () => 'moss');
    const grade: BaseGrade = { ...GRADE, visible: 100, missed, concerned: 100, silent };
    expect(baseFailures(grade)).toEqual([]);
    expect(baseText(grade).at(-1)).toBe('HOLDS');
  });
});

const GRADE: BaseGrade = {
  base: 'no-copy',
  about: 'Nothing is copied.',
  visible: 0,
  missed: [],
  hidden: [],
  concerned: 1,
  silent: [],
  prepared: [],
};
