import { expect, test } from 'vitest';
import { markdownReport } from './markdown.ts';
import { type Sample, sampleRecords, sampleStep } from './testing/sample-run.ts';

const report = (...samples: Sample[]): string => markdownReport(sampleRecords(...samples));

test('verdict, counts, a row for each deviation and its details', () => {
  const text = report({
    rules: [
      { id: 'A.fail', status: 'fail', findings: [{}] },
      { id: 'A.pass', status: 'pass' },
    ],
  });
  expect(text).toContain('## ❌ orchard: does not conform');
  expect(text).toContain('1 deviation (1 of 2 rules broken), 1 rule holds; 7 requests in 1.5 s, seed 7.');
  expect(text).toMatch(/\| 1 \| fail \| PlantTree .*A\.fail holds \| 1 \| 0 \|/);
  expect(text).toMatch(/<details><summary>1\. PlantTree .*A\.fail holds<\/summary>/);
  expect(text).toContain('breaks A.fail');
});

test('what was not judged says why, and a partial record that it is one', () => {
  const text = report({ rules: [{ id: 'A.skip', status: 'skip', reason: 'no way to tell' }], cut: true });
  expect(text).toContain('- A.skip: no way to tell');
  expect(text).toContain('partial: the record ends early');
});

test('nothing from a target is Markdown or HTML', () => {
  const evil = '<img src=x onerror=alert(1)> [a](javascript:alert(1)) | `` ``` ```` \n# x @all ![x](http://x.test)';
  const step = sampleStep({ response: { status: 200, headers: {}, body: { text: evil } }, outcome: evil });
  const text = report({
    target: evil,
    rules: [
      { id: 'A.fail', status: 'fail', findings: [{ actual: evil, expected: evil, steps: [step] }] },
      { id: 'A.skip', status: 'skip', reason: evil },
    ],
  });
  const outside = text.replaceAll(/^(`{3,})text\n[\s\S]*?\n\1$/gm, '');
  expect(text.length - outside.length).toBeGreaterThan(100);
  expect(outside).not.toMatch(/<img|\]\(|`|^# |@all/m);
});

test('a long report stays short', () => {
  const rules = Array.from({ length: 500 }, (_, index) => ({
    id: `Rule.r${index}`,
    status: 'fail' as const,
    findings: [{ path: [`Member${index}x`], actual: 'x'.repeat(10_000) }],
  }));
  expect(report({ rules }).length).toBeLessThan(200_000);
});
