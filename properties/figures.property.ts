import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { badGrade, goodGrade } from '../src/grade/testing/sample-grade.ts';
import type { Measured } from './bench/measure.ts';
import { type Figures, figuresOf } from './figures/figures.ts';
import { figuresMarkdown, withFigures } from './figures/markdown.ts';

const read = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');

const bench: Measured = {
  version: '1.2.3',
  date: '2031-02-03T04:05:06.789Z',
  node: 'v20.20.0',
  cpus: 2,
  cpu: '',
  load: 0.123,
  measures: [
    { name: 'a.met', value: 0.4567, unit: 'ratio', goal: { atLeast: 0.35 }, about: 'of something' },
    { name: 'a.missed', value: 301.6, unit: 'ms', goal: { atMost: 300 }, about: 'to something' },
    { name: 'a.free', value: 12_345.6, unit: 'requests/s', about: 'beside it' },
  ],
};

describe('the figures in docs/figures.md', () => {
  test('are those of fixtures/figures.json, as npm run figures writes them', () => {
    const page = read('docs/figures.md');
    const figures = JSON.parse(read('fixtures/figures.json')) as Figures;
    expect(withFigures(page, figuresMarkdown(figures))).toBe(page);
  });

  test('say when and on what they were measured', () => {
    const [first] = figuresMarkdown(figuresOf(goodGrade(), bench)).split('\n');
    expect(first).toBe(
      'Measured on 2031-02-03 by `npm run figures`: version 1.2.3, Node 20.20.0, 2 cores at load 0.1.',
    );
  });

  test('have a row for each goal, which says so where it is missed', () => {
    const rows = figuresMarkdown(figuresOf(badGrade(), bench))
      .split('\n')
      .filter((line) => line.startsWith('| **'));
    expect(rows).toEqual([
      '| **25 %** | of 4 faults found, by a rule that names the cause | **missed**: at least 99 % |',
      '| **1** | false alarms in 20 runs over 1 conforming implementations | **missed**: at most 0 |',
      '| **7 requests** | to the first finding, in the median of the faults | at most 60 requests |',
      '| **7 requests** | to the first finding, for nine tenths of the faults | at most 400 requests |',
      '| **25 %** | of the faults found with the first 300 requests | **missed**: at least 85 % |',
      '| **42 s** | for the whole grade | at most 600 s |',
      '| **0.456** | of something | at least 0.35 |',
      '| **302 ms** | to something | **missed**: at most 300 ms |',
    ]);
  });

  test('are never rounded to a goal that they miss', () => {
    const grade = goodGrade();
    grade.summary.killRate = 0.98999;
    grade.summary.best = { requests: 300, share: 0.84999 };
    expect(figuresMarkdown(figuresOf(grade, bench)).match(/\*\*missed\*\*: at least (99|85) %/g)).toHaveLength(2);
  });

  test('stand between marks, and nothing else is touched', () => {
    const begin = '<!-- figures: made by npm run figures -->';
    const text = `before ${begin} old <!-- /figures --> after`;
    expect(withFigures(text, 'new')).toBe(`before ${begin}\n\nnew\n\n<!-- /figures --> after`);
    expect(() => withFigures('no marks', 'new')).toThrow('there is no');
  });
});
