import { describe, expect, test } from 'vitest';
import { gradeMarkdown } from './markdown.ts';
import { badGrade, goodGrade, gradeOf } from './testing/sample-grade.ts';

/** The rows of a section's table below its head, as cells. */
function tableOf(markdown: string, title: string): string[][] {
  const section = markdown.split(/^## /m).find((part) => part.startsWith(`${title}\n`)) ?? '';
  const rows = section.split('\n').filter((line) => line.startsWith('| '));
  return rows.slice(2).map((row) =>
    row
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

describe('a grade as Markdown', () => {
  test('has every fault with every rule that found it', () => {
    expect(tableOf(gradeMarkdown(goodGrade()), 'Faults and rules')).toEqual([
      ['`moss`', 'It does moss.', '7', '× `rule.soil`, ● `rule.moss`, ○ `rule.green`'],
      ['`rot`', 'It does rot.', '500', '◇ `rule.soil`, ● `rule.rot`'],
    ]);
  });

  test('has every rule, and the faults that it found', () => {
    expect(tableOf(gradeMarkdown(badGrade()), 'Rules')).toEqual([
      ['`rule.moss`', '1', '`moss`'],
      ['`rule.idle`', '**none**', ''],
    ]);
  });

  test('has the curve as numbers', () => {
    expect(tableOf(gradeMarkdown(goodGrade()), 'What requests find')).toEqual([
      ['10', '50.0 %'],
      ['30', '50.0 %'],
      ['100', '50.0 %'],
      ['300', '50.0 %'],
      ['500', '100.0 %'],
    ]);
  });

  test('lists what was missed', () => {
    expect(tableOf(gradeMarkdown(badGrade()), 'Missed').map(([name, , , by]) => [name, by])).toEqual([
      ['`survivor`', 'no rule'],
      ['`misnamed`', '`rule.moss`'],
      ['`stopped`', 'the &lt;preflight> failed'],
    ]);
    expect(gradeMarkdown(goodGrade())).toContain('## Missed\n\nNo fault.');
  });

  test('says why a derived fault is left out', () => {
    expect(tableOf(gradeMarkdown(goodGrade()), 'Left out')).toEqual([['`shade`', 'Nobody can tell it from night.']]);
  });

  test('has every variant with its alarms, warnings and what could not be judged', () => {
    expect(tableOf(gradeMarkdown(goodGrade()), 'Conforming implementations')[1]).toEqual([
      '`pruned`',
      'It may do pruned.',
      '20',
      '0',
      '`rule.taste`',
      '`rule.far`',
    ]);
    expect(tableOf(gradeMarkdown(badGrade()), 'Conforming implementations')[0]![3]).toBe(
      '**1**: `rule.moss` with seed 3, PlantTree: expected &lt;a> \\| b, got c',
    );
  });

  test('leaves out what was not graded', () => {
    expect(gradeMarkdown({ ...gradeOf([], [], []), leftOut: [] })).not.toMatch(/## (Missed|Faults|Conforming|What)/);
  });
});
