import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { badGrade, goodGrade } from './testing/sample-grade.ts';
import { gradeText } from './text.ts';

const text = (...given: Parameters<typeof gradeText>): string => gradeText(...given).join('\n');

/** Words of a text, wherever its lines break. */
const wordsOf = (...given: Parameters<typeof gradeText>): string => text(...given).replaceAll(/\s+/g, ' ');

describe('a grade as text', () => {
  test('names all that makes it fail', () => {
    const words = wordsOf(badGrade());
    expect(words).toContain('MISSED survivor: It does survivor. expected of rule.of.survivor');
    expect(words).toContain('MISSED misnamed: It does misnamed. expected of rule.of.misnamed seen by rule.moss');
    expect(words).toContain('the <preflight> failed');
    expect(words).toContain('ALARM rule.moss on the variant pruned, 1 of 20 seeds (first 3)');
    expect(words).toContain('IDLE rule.idle finds no fault');
    expect(words).toContain('DOES NOT HOLD');
  });

  test('of what holds ends with that', () => {
    expect(gradeText(goodGrade()).at(-1)).toBe('HOLDS');
  });

  test('draws the curve where it is asked for', () => {
    expect(text(goodGrade(), { best: true })).toContain('faults found by number of requests');
    expect(text(goodGrade())).not.toContain('faults found by number of requests');
  });

  test('tells of every fault and every variant where it is asked for all', () => {
    const words = wordsOf(goodGrade(), { verbose: true });
    expect(words).toContain('moss: rule.moss after 7, (rule.soil), rule.green');
    expect(words).toContain('shade: left out. Nobody can tell it from night.');
    expect(words).toContain('pruned: conforms; warned by rule.taste; not judged by rule.far');
  });

  property.prop([fc.integer({ min: 40, max: 120 }), fc.boolean()])(
    'keeps to its width and loses no word by it',
    (width, good) => {
      const grade = good ? goodGrade() : badGrade();
      const options = { verbose: true, width };
      expect(gradeText(grade, options).filter((line) => line.length > width)).toEqual([]);
      expect(wordsOf(grade, options)).toBe(wordsOf(grade, { ...options, width: 1_000 }));
      expect(gradeText(grade, { best: true, width }).filter((line) => line.length > width)).toEqual([]);
    },
  );
});
